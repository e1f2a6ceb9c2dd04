import { stat } from 'node:fs/promises';
import type { CommandContext } from '../command/command-action';
import { CACHE_FOLDER } from '../project-folder';
import { UsageError } from '../usage-error';
import { DownloadError, downloadFile, md5Of } from './download-file';
import { isFile } from './image-folder';
import { CIFAR100_ARCHIVE, cifarArchivePath } from './load-data-set';

export interface FetchOptions {
  /** @default the publisher's */
  readonly url?: string;
  /** 32 hex digits. @default the publisher's */
  readonly md5?: string;
  /** Folder. @default the project's */
  readonly cache?: string;
}

/**
 * Fetches the archive into the cache, where `data prepare` and `npm start` find it. One that is there already is checked, not fetched again.
 * @throws UsageError, DownloadError
 */
export async function fetchDataSet(
  { printer, progress, signal }: CommandContext,
  { url = CIFAR100_ARCHIVE.url, md5 = CIFAR100_ARCHIVE.md5, cache = CACHE_FOLDER }: FetchOptions,
): Promise<void> {
  if (!URL.canParse(url)) throw new UsageError(`--url '${url}' is no address.`);
  if (!/^[0-9a-f]{32}$/i.test(md5)) throw new UsageError(`--md5 '${md5}' is not 32 hex digits.`);
  const path = cifarArchivePath(cache);
  const wanted = md5.toLowerCase();
  const fetched = !(await isFile(path));
  await progress(1).run('Fetch CIFAR-100', async (report) => {
    if (fetched) {
      const onProgress = (done: number, total: number | undefined): void =>
        report(`${megabytes(done)}${total === undefined ? '' : ` of ${megabytes(total)}`}`);
      await downloadFile({ url, md5: wanted, path, onProgress, signal });
    } else {
      await checkArchive(path, wanted);
    }
  });
  const bytes = (await stat(path)).size;
  printer.result(
    { dataset: 'cifar100', path, bytes, md5: wanted, fetched },
    `${path}: ${megabytes(bytes)}, MD5 ${wanted}${fetched ? '' : ', there already'}`,
  );
}

async function checkArchive(path: string, wanted: string): Promise<void> {
  const actual = await md5Of(path);
  if (actual === wanted) return;
  throw new DownloadError(`${path} has MD5 ${actual} instead of ${wanted}: delete it and run the command again.`);
}

const megabytes = (bytes: number): string => `${(bytes / 1_000_000).toFixed(1)} MB`;
