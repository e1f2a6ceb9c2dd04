import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  DATASET_MANIFEST_KEY,
  type DatasetManifest,
  datasetManifestSchema,
} from '../../core/contracts/dataset-manifest';
import { manifestKey, SPLITS, type Split, splitPrefix } from '../../core/contracts/storage-layout';
import type { DataItem } from '../../core/dataset/data-set';
import { DataSetError, firstFew } from '../../core/dataset/data-set-error';
import { parseImageList } from '../../core/dataset/image-list';
import { isFile, isFolder } from './image-folder';
import { fileItem } from './own-splits';

/** The rows of every split. */
export type SplitItems = Readonly<Record<Split, readonly DataItem[]>>;

/** A data set as `data prepare` writes it, and as it lies in the images bucket. */
export interface PreparedDataSet {
  readonly manifest: DatasetManifest;
  readonly splits: SplitItems;
}

/** Beside a list: the metadata of its images as one JSON object, by file; only where there is any. */
export const metadataFile = (split: Split): string => `${split}.metadata.json`;

/** The manifest of a data set whose splits lie where they always do. */
export const manifestOf = (name: string, classes: readonly string[], splits: SplitItems): DatasetManifest => {
  const describe = (split: Split) => ({
    prefix: splitPrefix(split),
    list: manifestKey(split),
    images: splits[split].length,
  });
  return {
    version: 1,
    name,
    classes: [...classes],
    splits: { train: describe('train'), validation: describe('validation'), test: describe('test') },
  };
};

/**
 * Reads a prepared folder; images are read when they are asked for.
 * @throws DataSetError: no such folder, not prepared, lists and files that do not agree with the manifest
 */
export async function preparedFolder(folder: string): Promise<PreparedDataSet> {
  if (!(await isFolder(folder))) throw new DataSetError(`There is no folder '${folder}'.`);
  const manifest = await readManifest(folder);
  const [train, validation, test] = await Promise.all(SPLITS.map((split) => readSplit(folder, split, manifest)));
  return { manifest, splits: { train: train!, validation: validation!, test: test! } };
}

/** Whether `data prepare` wrote this folder. */
export const isPrepared = (folder: string): Promise<boolean> => isFile(join(folder, DATASET_MANIFEST_KEY));

async function readManifest(folder: string): Promise<DatasetManifest> {
  if (!(await isPrepared(folder))) {
    throw new DataSetError(
      `'${folder}' has no ${DATASET_MANIFEST_KEY}: 'npm run cli -- data prepare --data ${folder} --to …' makes a folder that can be uploaded.`,
    );
  }
  const path = join(folder, DATASET_MANIFEST_KEY);
  const parsed = datasetManifestSchema.safeParse(jsonOf(path, await readFile(path, 'utf8')));
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path: at, message }) => `${at.map(String).join('.')}: ${message}`);
  throw new DataSetError(`'${path}' is no manifest of a data set: ${faults.join('; ')}.`);
}

async function readSplit(folder: string, split: Split, manifest: DatasetManifest): Promise<DataItem[]> {
  const name = manifestKey(split);
  const { images } = manifest.splits[split];
  if (images === 0) return [];
  const text = await readFile(join(folder, name), 'utf8').catch((cause: Error) => {
    throw new DataSetError(`'${join(folder, name)}' cannot be read: ${cause.message}.`, { cause });
  });
  const rows = parseImageList(text, name, manifest.classes.length);
  if (rows.length !== images) {
    throw new DataSetError(
      `${name} lists ${rows.length} images, ${DATASET_MANIFEST_KEY} says ${images}; prepare the data set again.`,
    );
  }
  const present = await Promise.all(rows.map(({ file }) => isFile(join(folder, split, file))));
  const absent = rows.filter((_, index) => !present[index]).map(({ file }) => file);
  if (absent.length > 0) {
    throw new DataSetError(
      `${name} names ${absent.length} files that are not in '${join(folder, split)}': ${firstFew(absent)}.`,
    );
  }
  const metadata = await readMetadata(folder, split);
  return rows.map((row) => ({ ...fileItem(join(folder, split, row.file), row), metadata: metadata[row.file] }));
}

async function readMetadata(folder: string, split: Split): Promise<Record<string, Record<string, string>>> {
  const path = join(folder, metadataFile(split));
  if (!(await isFile(path))) return {};
  return jsonOf(path, await readFile(path, 'utf8')) as Record<string, Record<string, string>>;
}

function jsonOf(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new DataSetError(`'${path}' is not JSON: ${(cause as Error).message}`, { cause });
  }
}
