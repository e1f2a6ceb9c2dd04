import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { formatCaptureWindow } from '../../core/capture/capture-window';
import { CAPTURE_PREFIX } from '../../core/contracts/storage-layout';
import { byteCount } from '../byte-count';
import type { TargetContext } from '../command/command-action';
import { inOutputFolder } from '../folder/in-output-folder';
import { inParallel } from '../parallel';
import { type CaptureFile, captureStoreOf, findCaptures } from './find-captures';
import { chosenWindow, type NamedWindow } from './window-option';

export interface DownloadCapturesOptions {
  /** @default the last day */
  readonly window?: NamedWindow;
  /** Folder that the files go to. */
  readonly to: string;
}

const PARALLEL_DOWNLOADS = 16;

/**
 * Downloads the capture files of the hours that a window touches, in the folders that they have in S3. A file that is there already is left alone:
 * captures never change.
 * @throws UsageError where the folder cannot be written, or another command works in it
 */
export const downloadCaptures = (context: TargetContext, options: DownloadCapturesOptions): Promise<void> =>
  inOutputFolder(options.to, context.signal, () => downloadInto(context, options));

async function downloadInto(
  { target, printer, progress, signal }: TargetContext,
  options: DownloadCapturesOptions,
): Promise<void> {
  const window = await chosenWindow(options.window, target);
  const { to } = options;
  const store = captureStoreOf(target);
  const files: CaptureFile[] = [];
  for await (const file of findCaptures(store, window)) files.push(file);
  let downloaded = 0;
  await progress(1).run(
    'Download captures',
    async (report) => {
      let done = 0;
      await inParallel(files, PARALLEL_DOWNLOADS, async ({ key, bytes }) => {
        signal.throwIfAborted();
        if (await download(store.s3, store.bucket, key, bytes, pathOf(to, key), signal)) downloaded += 1;
        done += 1;
        report(`${done} of ${files.length} files`);
      });
    },
    () => `${downloaded} downloaded, ${files.length - downloaded} there already`,
  );
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const counts = { files: files.length, downloaded, alreadyThere: files.length - downloaded, bytes };
  printer.result(
    { folder: to, window: formatCaptureWindow(window), ...counts, paths: files.map(({ key }) => pathOf(to, key)) },
    `${to}: ${files.length} files, ${byteCount(bytes)} (${downloaded} downloaded, ${counts.alreadyThere} there already)`,
  );
}

/** `{to}/{endpoint}/{variant}/yyyy/mm/dd/hh/….jsonl` */
const pathOf = (to: string, key: string): string => join(to, key.slice(CAPTURE_PREFIX.length + 1));

/** @returns whether it had to be downloaded. */
async function download(
  s3: S3Client,
  Bucket: string,
  Key: string,
  bytes: number,
  path: string,
  signal: AbortSignal,
): Promise<boolean> {
  if ((await stat(path).catch(() => undefined))?.size === bytes) return false;
  await mkdir(dirname(path), { recursive: true });
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }), { abortSignal: signal });
  const part = `${path}.part`;
  try {
    await pipeline(Body as Readable, createWriteStream(part), { signal });
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw signal.aborted ? signal.reason : error;
  }
  return true;
}
