import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { EVALUATION_UPLOAD_PREFIX, manifestKey } from '../../core/contracts/storage-layout';
import { formatImageList, parseImageList } from '../../core/dataset/image-list';
import { inParallel } from '../parallel';
import type { ReleaseTarget } from '../release/release-target';
import { UsageError } from '../usage-error';

const PARALLEL_UPLOADS = 16;

/** Where test data lies, as the message has it. */
export interface TestDataPlace {
  readonly testDataS3BucketName: string;
  readonly testDataS3Key: string;
}

/**
 * The test data that is meant: an address in S3, a local file, which is uploaded under `incoming/`, or else a key of the images bucket; without a
 * name the list of the test split.
 * @throws UsageError where it is not there; ImageListError
 */
export async function findTestData(
  target: ReleaseTarget,
  named: string | undefined,
  report: (text: string) => void,
  signal: AbortSignal,
): Promise<TestDataPlace> {
  const images = target.outputs.get('ImagesBucket');
  const [, bucket = images, key = named ?? manifestKey('test')] = /^s3:\/\/([^/]+)\/(.+)$/.exec(named ?? '') ?? [];
  if (named !== undefined && bucket === images && key === named && existsSync(named)) {
    return upload(target, images, named, report, signal);
  }
  if (key.startsWith('s3://')) throw new UsageError(`--test-data ${key}: an address is s3://bucket/key.`);
  await target.clients.s3.send(new HeadObjectCommand({ Bucket: bucket, Key: key })).catch((cause: Error) => {
    if (cause.name !== 'NotFound') throw cause;
    const file = named === undefined || named.startsWith('s3://') ? '' : `, and no file ${named}`;
    throw new UsageError(`There is no test data s3://${bucket}/${key}${file}.`, { cause });
  });
  return { testDataS3BucketName: bucket, testDataS3Key: key };
}

/** Uploads a local file, of a list its images too. Every upload has a folder of its own. */
async function upload(
  { clients }: ReleaseTarget,
  bucket: string,
  file: string,
  report: (text: string) => void,
  signal: AbortSignal,
): Promise<TestDataPlace> {
  const name = basename(file);
  const folder = `${EVALUATION_UPLOAD_PREFIX}${new Date().toISOString().replaceAll(/[:.]/g, '-')}/`;
  const put = (key: string, body: Uint8Array) =>
    clients.s3.send(new PutObjectCommand({ Bucket: bucket, Key: folder + key, Body: body }));
  if (/\.lst$/i.test(name)) {
    const rows = parseImageList(readFileSync(file, 'utf8'), name);
    const images = name.replace(/\.lst$/i, '');
    const local = imagesFolder(file);
    const missing = rows.find((row) => !existsSync(join(local, row.file)));
    if (missing !== undefined) throw new UsageError(`${file} lists ${missing.file}, which is not in ${local}.`);
    let done = 0;
    await inParallel(rows, PARALLEL_UPLOADS, async (row) => {
      signal.throwIfAborted();
      await put(`${images}/${row.file}`, readFileSync(join(local, row.file)));
      done += 1;
      report(`${done} of ${rows.length} images`);
    });
    await put(name, Buffer.from(formatImageList(rows)));
  } else await put(name, readFileSync(file));
  return { testDataS3BucketName: bucket, testDataS3Key: folder + name };
}

/** The folder named like the list where there is one, else the list's own. */
function imagesFolder(file: string): string {
  const named = file.replace(/\.lst$/i, '');
  return existsSync(named) ? named : dirname(file);
}
