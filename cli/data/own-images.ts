import { basename, join, resolve } from 'node:path';
import type { DataSet, DataSetProgress } from '../../core/dataset/data-set';
import { DataSetError } from '../../core/dataset/data-set-error';
import { classFolders } from './class-folders';
import { checkImages, isFile, isFolder } from './image-folder';
import { listedImages } from './listed-images';
import type { OwnSplits } from './own-splits';

export interface OwnImagesOptions {
  readonly folder: string;
  /** Folder form: which classes, in the order of the labels. List form: the names of the labels 0, 1 … */
  readonly classes?: readonly string[];
  readonly onProgress?: (progress: DataSetProgress) => void;
}

/**
 * A data set of a user's own images: `train/ test/ train.lst test.lst`, or `train/<class>/*` and `test/<class>/*`; with both, the lists
 * decide. Every image is looked into once.
 * @throws DataSetError: missing folder or split, absent or unreadable images, fewer than two classes; ImageListError
 */
export async function ownImages({ folder, classes, onProgress }: OwnImagesOptions): Promise<DataSet> {
  if (!(await isFolder(folder)))
    throw new DataSetError(`There is no folder '${folder}'; --data needs a folder of images.`);
  for (const split of ['train', 'test']) {
    if (await isFolder(join(folder, split))) continue;
    throw new DataSetError(
      `'${folder}' has no folder '${split}'; it needs train/ and test/, with train.lst and test.lst or a folder a class.`,
    );
  }
  const splits = await readSplits(folder, classes);
  const paths = [...splits.train, ...splits.test].map(({ path }) => path);
  const total = paths.length;
  await checkImages(paths, folder, (done) =>
    onProgress?.({ step: 'looking into the images', done, total, unit: 'images' }),
  );
  return { name: basename(resolve(folder)), ...splits };
}

async function readSplits(folder: string, classes: readonly string[] | undefined): Promise<OwnSplits> {
  const lists = await Promise.all(['train.lst', 'test.lst'].map((name) => isFile(join(folder, name))));
  if (lists.every((present) => present)) return listedImages(folder, classes);
  if (lists.some((present) => present)) {
    const [present, absent] = lists[0] ? ['train.lst', 'test.lst'] : ['test.lst', 'train.lst'];
    throw new DataSetError(
      `'${folder}' has ${present} but no ${absent}; it needs both, or neither and a folder a class.`,
    );
  }
  return classFolders(folder, classes);
}
