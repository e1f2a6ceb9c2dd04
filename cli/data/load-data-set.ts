import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { cifarLabels } from '../../core/dataset/cifar/cifar-classes';
import type { DataSet, DataSetProgress } from '../../core/dataset/data-set';
import { syntheticVehicles } from '../../core/dataset/synthetic-vehicles';
import { downloadFile } from './download-file';
import { extractCifar } from './extract-cifar';
import { isFile, isFolder } from './image-folder';
import { ownImages } from './own-images';

export interface LoadDataSetOptions {
  /** Folder of own images; goes before `dataset`. */
  readonly data?: string;
  readonly dataset: 'synthetic' | 'cifar100';
  /** @default bicycle, motorcycle; for own images what the folder holds */
  readonly classes?: readonly string[];
  readonly seed: number;
  /** Where a download and what is made of it stay between runs. */
  readonly cacheFolder: string;
  readonly onProgress?: (progress: DataSetProgress) => void;
  readonly signal?: AbortSignal;
  /** @default the publisher's archive */
  readonly cifarArchive?: { readonly url: string; readonly md5: string };
}

/** The archive at its publisher (Krizhevsky, Learning Multiple Layers of Features from Tiny Images, 2009), and the MD5 given there. */
export const CIFAR100_ARCHIVE = {
  url: 'https://www.cs.toronto.edu/~kriz/cifar-100-python.tar.gz',
  md5: 'eb9058c3a382ffc7106e4002c42a8d85',
} as const;

/** Where a fetched archive stays. */
export const cifarArchivePath = (cacheFolder: string): string =>
  join(cacheFolder, 'cifar-100', 'cifar-100-python.tar.gz');

export const DEFAULT_CLASSES: readonly string[] = ['bicycle', 'motorcycle'];

/**
 * The data set that the options name.
 * @throws DataSetError (and its kinds) for what the user named wrongly, DownloadError for what could not be fetched
 */
export async function loadDataSet(options: LoadDataSetOptions): Promise<DataSet> {
  const { data, dataset, classes, seed, onProgress } = options;
  if (data !== undefined) return ownImages({ folder: data, classes, onProgress });
  if (dataset === 'synthetic') return syntheticVehicles({ classes: classes ?? DEFAULT_CLASSES, seed });
  return cifar100(options);
}

/** Order counts: it is that of the labels. A file system takes names of at most 255 bytes. */
function folderName(classes: readonly string[]): string {
  const name = classes.join('+');
  return name.length <= 100 ? name : createHash('sha256').update(name).digest('hex').slice(0, 32);
}

async function cifar100(options: LoadDataSetOptions): Promise<DataSet> {
  const { classes = DEFAULT_CLASSES, cacheFolder, onProgress, signal, cifarArchive = CIFAR100_ARCHIVE } = options;
  cifarLabels(classes);
  const base = join(cacheFolder, 'cifar-100');
  const folder = join(base, folderName(classes));
  if (!(await isFolder(folder))) {
    const archive = cifarArchivePath(cacheFolder);
    if (!(await isFile(archive))) {
      const report = (done: number, total: number | undefined) =>
        onProgress?.({ step: 'downloading CIFAR-100', done, total, unit: 'bytes' });
      await downloadFile({ ...cifarArchive, path: archive, onProgress: report, signal });
    }
    await extractCifar({ archive, folder, classes, onProgress });
  }
  return { ...(await ownImages({ folder, onProgress })), name: 'cifar100' };
}
