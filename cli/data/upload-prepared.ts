import { createHash } from 'node:crypto';
import type { S3Client } from '@aws-sdk/client-s3';
import { DATASET_MANIFEST_KEY } from '../../core/contracts/dataset-manifest';
import { manifestKey, SPLITS, splitPrefix } from '../../core/contracts/storage-layout';
import { formatImageList } from '../../core/dataset/image-list';
import { deleteKeys } from '../aws/delete-keys';
import { listObjects } from '../aws/list-objects';
import type { TargetContext } from '../command/command-action';
import { inParallel } from '../parallel';
import { type Upload, uploadIfChanged } from './object-upload';
import { type PreparedDataSet, preparedFolder } from './prepared-folder';

export interface UploadOptions {
  /** Delete images of the splits that the data set does not have. @default false */
  readonly deleteStale?: boolean;
}

/** Requests at a time: enough to keep the store busy, few enough to keep memory flat. */
const PARALLEL_UPLOADS = 32;

interface UploadedImages {
  readonly uploaded: number;
  readonly unchanged: number;
  /** A line an image: key, checksum, metadata. */
  readonly lines: readonly string[];
}

/**
 * Brings a prepared data set into the images bucket: images, then lists, then the manifest, since a manifest that arrives may start a training. What is
 * there unchanged is left alone, so an interrupted upload goes on where it was; the manifest changes when anything that it describes does.
 * @throws DataSetError; Interrupted
 */
export async function uploadPrepared(
  { target, printer, progress, signal }: TargetContext,
  folder: string,
  { deleteStale = false }: UploadOptions,
): Promise<void> {
  const { s3 } = target.clients;
  const bucket = target.outputs.get('ImagesBucket');
  const prepared = await preparedFolder(folder);
  const steps = progress(3);
  const there = await steps.run(
    'Look at what is there',
    (report) => sizesOfSplits(s3, bucket, report),
    (sizes) => `${sizes.size} images`,
  );
  const images = await steps.run(
    'Upload images',
    (report) => uploadImages(s3, bucket, prepared, there, report, signal),
    ({ uploaded, unchanged }) => `${uploaded} uploaded, ${unchanged} unchanged`,
  );
  const wanted = new Set(imagesOf(prepared).map(({ key }) => key));
  const stale = [...there.keys()].filter((key) => !wanted.has(key));
  const changed = await steps.run('Upload lists and manifest', async () => {
    const lists = await uploadLists(s3, bucket, prepared);
    if (deleteStale) await deleteKeys(s3, bucket, stale);
    const fingerprint = createHash('sha256')
      .update([...images.lines, ...lists].join('\n'))
      .digest('hex');
    const text = `${JSON.stringify({ ...prepared.manifest, fingerprint }, null, 2)}\n`;
    return (await uploadText(s3, bucket, DATASET_MANIFEST_KEY, 'application/json', text)).written;
  });
  const deleted = deleteStale ? stale.length : 0;
  const manifest = `s3://${bucket}/${DATASET_MANIFEST_KEY}`;
  const left = stale.length - deleted;
  printer.result(
    { bucket, manifest, changed, uploaded: images.uploaded, unchanged: images.unchanged, stale: left, deleted },
    [
      `${manifest}: ${changed ? 'written' : 'unchanged, and so is all that it describes'}`,
      `images: ${images.uploaded} uploaded, ${images.unchanged} unchanged, ${deleted} deleted`,
      ...(left > 0 ? [`${left} objects lie beside them that no list names; --delete-stale deletes them`] : []),
    ].join('\n'),
  );
}

async function sizesOfSplits(
  s3: S3Client,
  bucket: string,
  report: (text: string) => void,
): Promise<ReadonlyMap<string, number>> {
  const sizes = new Map<string, number>();
  for (const split of SPLITS) {
    for await (const { key, bytes } of listObjects(s3, bucket, splitPrefix(split))) {
      sizes.set(key, bytes);
      report(`${sizes.size} images`);
    }
  }
  return sizes;
}

const imagesOf = ({ splits }: PreparedDataSet) =>
  SPLITS.flatMap((split) => splits[split].map((item) => ({ item, key: splitPrefix(split) + item.file })));

async function uploadImages(
  s3: S3Client,
  bucket: string,
  prepared: PreparedDataSet,
  there: ReadonlyMap<string, number>,
  report: (text: string) => void,
  signal: AbortSignal,
): Promise<UploadedImages> {
  const images = imagesOf(prepared);
  let uploaded = 0;
  let done = 0;
  const lines = await inParallel(images, PARALLEL_UPLOADS, async ({ item, key }) => {
    signal.throwIfAborted();
    const body = await item.read();
    const wanted = { key, body, contentType: contentType(item.file), metadata: item.metadata };
    const { written, checksum } = await uploadIfChanged(s3, bucket, wanted, there.get(key));
    if (written) uploaded += 1;
    done += 1;
    report(`${done} of ${images.length} images, ${uploaded} uploaded`);
    return `${key} ${checksum} ${JSON.stringify(item.metadata ?? {})}`;
  });
  return { uploaded, unchanged: images.length - uploaded, lines };
}

/** @returns a line a list: key, checksum. */
function uploadLists(s3: S3Client, bucket: string, { splits }: PreparedDataSet): Promise<string[]> {
  return Promise.all(
    SPLITS.map(async (split) => {
      const key = manifestKey(split);
      const { checksum } = await uploadText(s3, bucket, key, 'text/plain', formatImageList(splits[split]));
      return `${key} ${checksum}`;
    }),
  );
}

async function uploadText(
  s3: S3Client,
  bucket: string,
  key: string,
  contentType: string,
  text: string,
): Promise<Upload> {
  let there: number | undefined;
  for await (const { key: found, bytes } of listObjects(s3, bucket, key)) if (found === key) there = bytes;
  return uploadIfChanged(s3, bucket, { key, body: Buffer.from(text), contentType }, there);
}

const contentType = (file: string): string => (/\.jpe?g$/i.test(file) ? 'image/jpeg' : 'image/png');
