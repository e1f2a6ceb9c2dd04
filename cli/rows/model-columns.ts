import { GetObjectCommand, type S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import type { ReleasedModel } from '../../core/contracts/released-model';
import { EvaluationError } from '../../core/evaluation/evaluation-error';
import { featureNames } from '../../core/evaluation/test-data/column-names';
import { csvRows } from '../../core/evaluation/test-data/csv-rows';
import { UsageError } from '../usage-error';

/** A header is no longer than this. */
const HEADER_BYTES = 256 * 1024;

/** No leave, no object, and an object without a byte: no range can be asked of it. Anything else may pass, and must not change what is sent. */
const NOTHING_TO_READ: readonly (number | undefined)[] = [403, 404, 416];

/**
 * The columns of a request to a model of tables, in their order, as the header of its test data names them.
 * @returns undefined where there is no test data, no header, or nothing that we may read
 * @throws UsageError for a header that is broken, or lacks the label; S3's own errors where it cannot answer
 */
export async function modelColumns(
  s3: S3Client,
  { testData }: Pick<ReleasedModel, 'testData'>,
): Promise<readonly string[] | undefined> {
  if (testData === undefined) return undefined;
  const { bucket: Bucket, key: Key, labelColumn } = testData;
  const name = `s3://${Bucket}/${Key}`;
  try {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key, Range: `bytes=0-${HEADER_BYTES - 1}` }));
    const text = (await Body?.transformToString()) ?? '';
    // Rows are read one by one: that the last one is cut off does no harm.
    const [first] = csvRows(text, name);
    return first && featureNames(first, labelColumn, name);
  } catch (cause) {
    if (cause instanceof S3ServiceException && NOTHING_TO_READ.includes(cause.$metadata.httpStatusCode))
      return undefined;
    if (!(cause instanceof EvaluationError)) throw cause;
    throw new UsageError(`The test data of the released model: ${cause.message}`, { cause });
  }
}
