import { GetObjectCommand, type S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import type { ReleasedModel } from '../../core/contracts/released-model';
import { csvRows } from '../../core/evaluation/test-data/csv-rows';

/** A header is no longer than this. */
const HEADER_BYTES = 256 * 1024;

/**
 * The columns of a request to a model of tables, in their order, as the header of its test data names them.
 * @returns undefined where there is no test data, no header, or nothing that we may read
 */
export async function modelColumns(
  s3: S3Client,
  { testData }: Pick<ReleasedModel, 'testData'>,
): Promise<readonly string[] | undefined> {
  if (testData === undefined) return undefined;
  const { bucket: Bucket, key: Key, labelColumn } = testData;
  const get = new GetObjectCommand({ Bucket, Key, Range: `bytes=0-${HEADER_BYTES - 1}` });
  try {
    const { Body } = await s3.send(get);
    const text = (await Body?.transformToString()) ?? '';
    // Rows are read one by one: that the last one is cut off does no harm.
    const [header] = csvRows(text, Key);
    return header && featureColumns(header.fields, labelColumn);
  } catch (error) {
    if (error instanceof S3ServiceException) return undefined;
    throw error;
  }
}

function featureColumns(fields: readonly string[], labelColumn: string): readonly string[] | undefined {
  const names = fields.map((field) => field.trim());
  if (names.every((name) => name !== '' && Number.isFinite(Number(name)))) return undefined;
  const columns = names[0] === '' ? names.slice(1) : names;
  return columns.includes(labelColumn)
    ? columns.filter((column) => column !== labelColumn)
    : columns.filter((column) => !column.startsWith(`${labelColumn}_`));
}
