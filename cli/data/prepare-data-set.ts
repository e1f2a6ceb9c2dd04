import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { DATASET_MANIFEST_KEY } from '../../core/contracts/dataset-manifest';
import { manifestKey, SPLITS, type Split } from '../../core/contracts/storage-layout';
import { carveValidation } from '../../core/dataset/carve-validation';
import type { DataItem, DataSet, DataSetProgress } from '../../core/dataset/data-set';
import { formatImageList } from '../../core/dataset/image-list';
import type { CommandContext } from '../command/command-action';
import { orInterrupted } from '../interrupt';
import { inParallel } from '../parallel';
import { CACHE_FOLDER } from '../project-folder';
import { UsageError } from '../usage-error';
import { isFolder } from './image-folder';
import { loadDataSet } from './load-data-set';
import { isPrepared, manifestOf, metadataFile, type SplitItems } from './prepared-folder';
import { isUndivided, undividedImages } from './undivided-images';

export interface PrepareOptions {
  /** Folder that the data set goes to. */
  readonly to: string;
  /** Folder of own images; goes before `dataset`. */
  readonly data?: string;
  readonly dataset: 'synthetic' | 'cifar100';
  readonly classes?: readonly string[];
  /** Part of the training images that is held back, 0 to under 1. */
  readonly validation: number;
  /** Part of own images without splits that becomes the test split, 0 to under 1. */
  readonly test: number;
  readonly seed: number;
  /** Where downloads stay. @default the project's */
  readonly cache?: string;
}

const PARALLEL_WRITES = 16;

/**
 * Writes a data set as a folder that can be uploaded. It appears at once, when it is complete; an interrupted run leaves nothing.
 * @throws UsageError, DataSetError, DownloadError
 */
export async function prepareDataSet(
  { printer, progress, signal }: CommandContext,
  options: PrepareOptions,
): Promise<void> {
  const folder = resolve(options.to);
  await refuseForeign(folder);
  if (options.test <= 0 || options.test >= 1) throw new UsageError('--test must be above 0 and below 1.');
  if (options.validation >= 1)
    throw new UsageError('--validation must be below 1: something must be left to learn from.');
  const steps = progress(2);
  const data = await steps.run('Make the data set', (report) => orInterrupted(load(options, report, signal), signal));
  const splits = { ...carveValidation(data.train, options.validation, options.seed), test: data.test };
  const manifest = manifestOf(data.name, data.classes, splits);
  await steps.run('Write the folder', async (report) => {
    const unfinished = `${folder}.${randomUUID()}.part`;
    try {
      await writeSplits(unfinished, splits, report, signal);
      await writeFile(join(unfinished, 'classes.txt'), data.classes.map((name) => `${name}\n`).join(''));
      await writeFile(join(unfinished, DATASET_MANIFEST_KEY), `${JSON.stringify(manifest, null, 2)}\n`);
      await mkdir(dirname(folder), { recursive: true });
      await rm(folder, { recursive: true, force: true });
      await rename(unfinished, folder);
    } catch (error) {
      await rm(unfinished, { recursive: true, force: true });
      throw error;
    }
  });
  const counts = SPLITS.map((split) => `${splits[split].length} ${split}`).join(', ');
  printer.result(
    { folder, ...manifest },
    `${folder}: ${data.name}; ${data.classes.join(', ')}; ${counts}\nnext: npm run cli -- data upload ${options.to}`,
  );
}

async function load(options: PrepareOptions, report: (text: string) => void, signal: AbortSignal): Promise<DataSet> {
  const { data, test, seed, classes, cache = CACHE_FOLDER } = options;
  const onProgress = ({ step, done, total, unit }: DataSetProgress): void =>
    report(`${step}: ${done}${total === undefined ? '' : ` of ${total}`} ${unit}`);
  if (data !== undefined && (await isUndivided(data))) {
    return undividedImages({ folder: data, classes, testFraction: test, seed, onProgress });
  }
  return loadDataSet({ ...options, cacheFolder: cache, signal, onProgress });
}

/** Somebody's own folder is never taken away. */
async function refuseForeign(folder: string): Promise<void> {
  if (!(await isFolder(folder)) || (await isPrepared(folder))) return;
  if ((await readdir(folder)).length === 0) return;
  throw new UsageError(`--to ${folder} holds something that 'data prepare' did not write: choose another folder.`);
}

async function writeSplits(
  folder: string,
  splits: SplitItems,
  report: (text: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const all = SPLITS.flatMap((split) => splits[split].map((item) => ({ split, item })));
  const folders = new Set([
    ...SPLITS.map((split) => join(folder, split)),
    ...all.map(({ split, item }) => dirname(join(folder, split, item.file))),
  ]);
  for (const path of folders) await mkdir(path, { recursive: true });
  let done = 0;
  await inParallel(all, PARALLEL_WRITES, async ({ split, item }) => {
    signal.throwIfAborted();
    await writeFile(join(folder, split, item.file), await item.read());
    done += 1;
    report(`${done} of ${all.length} images`);
  });
  for (const split of SPLITS) await writeList(folder, split, splits[split]);
}

async function writeList(folder: string, split: Split, items: readonly DataItem[]): Promise<void> {
  await writeFile(join(folder, manifestKey(split)), formatImageList(items));
  const metadata = items.flatMap(({ file, metadata: own }) => (own === undefined ? [] : [[file, own] as const]));
  if (metadata.length === 0) return;
  await writeFile(join(folder, metadataFile(split)), `${JSON.stringify(Object.fromEntries(metadata), null, 1)}\n`);
}
