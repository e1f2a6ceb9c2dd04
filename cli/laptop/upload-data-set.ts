import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { DATASET_MANIFEST_KEY, type DatasetManifest } from '../../core/contracts/dataset-manifest';
import { manifestKey, type Split, splitPrefix } from '../../core/contracts/storage-layout';
import type { DataItem } from '../../core/dataset/data-set';
import { formatImageList } from '../../core/dataset/image-list';
import { inParallel } from '../parallel';

/** Uploads at a time: enough to keep the store busy, few enough to keep memory flat. */
const PARALLEL_UPLOADS = 32;

/** The rows of every split as they are to lie in the images bucket. */
export type Splits = Readonly<Record<Split, readonly DataItem[]>>;

export interface UploadedDataSet {
  readonly name: string;
  readonly classes: readonly string[];
  readonly splits: Splits;
}

/** Writes every image under its split's prefix, with its metadata, the split's `.lst` beside it, and at last the manifest. */
export async function uploadDataSet(
  s3: S3Client,
  bucket: string,
  { name, classes, splits }: UploadedDataSet,
  report: (text: string) => void,
  signal: AbortSignal,
): Promise<number> {
  const uploads = Object.entries(splits).flatMap(([split, items]) =>
    items.map((item) => ({ item, key: splitPrefix(split as Split) + item.file })),
  );
  let done = 0;
  await inParallel(uploads, PARALLEL_UPLOADS, async ({ item, key }) => {
    signal.throwIfAborted();
    const body = await item.read();
    const type = contentType(item.file);
    const put = { Bucket: bucket, Key: key, Body: body, ContentType: type, Metadata: item.metadata };
    await s3.send(new PutObjectCommand(put));
    done += 1;
    report(`${done} of ${uploads.length} images`);
  });
  for (const [split, items] of Object.entries(splits)) {
    const body = formatImageList(items);
    const put = { Bucket: bucket, Key: manifestKey(split as Split), Body: body, ContentType: 'text/plain' };
    await s3.send(new PutObjectCommand(put));
  }
  const place = (split: Split) => ({
    prefix: splitPrefix(split),
    list: manifestKey(split),
    images: splits[split].length,
  });
  const places = { train: place('train'), validation: place('validation'), test: place('test') };
  const manifest: DatasetManifest = { version: 1, name, classes: [...classes], splits: places };
  const body = JSON.stringify(manifest);
  await s3.send(
    new PutObjectCommand({ Bucket: bucket, Key: DATASET_MANIFEST_KEY, Body: body, ContentType: 'application/json' }),
  );
  return uploads.length;
}

const contentType = (file: string): string => (/\.jpe?g$/i.test(file) ? 'image/jpeg' : 'image/png');
