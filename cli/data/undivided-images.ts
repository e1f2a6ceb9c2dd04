import { basename, join, resolve } from 'node:path';
import { carveValidation } from '../../core/dataset/carve-validation';
import type { DataSet, DataSetProgress } from '../../core/dataset/data-set';
import { DataSetError, firstFew } from '../../core/dataset/data-set-error';
import { checkImages, imageFiles, isFolder, subfolders } from './image-folder';
import { type FileItem, fileItem } from './own-splits';

export interface UndividedImagesOptions {
  readonly folder: string;
  /** Which classes, in the order of the labels. @default every folder, in the order of the names */
  readonly classes?: readonly string[];
  /** Part that becomes the test split, class by class; above 0, below 1. */
  readonly testFraction: number;
  readonly seed: number;
  readonly onProgress?: (progress: DataSetProgress) => void;
}

/** Whether a folder holds own images without splits: folders of classes, and no `train/` among them. */
export const isUndivided = async (folder: string): Promise<boolean> =>
  (await isFolder(folder)) && !(await isFolder(join(folder, 'train'))) && (await subfolders(folder)).length > 0;

/**
 * A data set of `<class>/*` alone: a part of each class becomes the test split, by the seed.
 * @throws DataSetError: fewer than two classes, a class with fewer than two images, absent or unreadable images
 */
export async function undividedImages(options: UndividedImagesOptions): Promise<DataSet> {
  const { folder, testFraction, seed, onProgress } = options;
  const present = await subfolders(folder);
  const classes = options.classes ?? present;
  const absent = classes.filter((name) => !present.includes(name));
  if (absent.length > 0) {
    throw new DataSetError(`'${folder}' has no folder ${firstFew(absent)}; it has ${firstFew(present, 10)}.`);
  }
  if (classes.length < 2) {
    throw new DataSetError(`'${folder}' has one folder of a class only, '${classes[0]}'; it needs two or more.`);
  }
  const items: FileItem[] = [];
  for (const [label, name] of classes.entries()) {
    for (const image of await imageFiles(join(folder, name))) {
      const file = `${name}/${image}`;
      items.push(fileItem(join(folder, file), { row: items.length, label, file }));
    }
  }
  const scarce = classes.filter((_, label) => items.filter((item) => item.label === label).length < 2);
  if (scarce.length > 0) {
    throw new DataSetError(
      `'${folder}' has fewer than two PNG or JPEG images of ${firstFew(scarce)}: one to learn from, one to test.`,
    );
  }
  const total = items.length;
  const paths = items.map(({ path }) => path);
  await checkImages(paths, folder, (done) =>
    onProgress?.({ step: 'looking into the images', done, total, unit: 'images' }),
  );
  const { train, validation: test } = carveValidation(items, testFraction, seed, 'test');
  return { name: basename(resolve(folder)), classes, train, test };
}
