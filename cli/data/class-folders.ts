import { join } from 'node:path';
import { DataSetError, firstFew } from '../../core/dataset/data-set-error';
import { imageFiles, subfolders } from './image-folder';
import { type FileItem, fileItem, type OwnSplits } from './own-splits';

/**
 * Reads `train/<class>/*` and `test/<class>/*`: a folder's name is the class, labels follow the order of the names (or of `classes`).
 * Folders within a class folder belong to the class.
 * @throws DataSetError: fewer than two classes, a class without training images, a class of the test split that training does not have
 */
export async function classFolders(folder: string, wanted: readonly string[] | undefined): Promise<OwnSplits> {
  const present = await subfolders(join(folder, 'train'));
  const absent = (wanted ?? []).filter((name) => !present.includes(name));
  if (absent.length > 0) {
    throw new DataSetError(
      `'${join(folder, 'train')}' has no folder ${firstFew(absent)}; it has ${firstFew(present, 10)}.`,
    );
  }
  const classes = wanted ?? present;
  if (classes.length < 2) throw tooFew(folder, classes);
  const inTest = await subfolders(join(folder, 'test'));
  const strange = wanted === undefined ? inTest.filter((name) => !classes.includes(name)) : [];
  if (strange.length > 0) {
    throw new DataSetError(`'${join(folder, 'test')}' has the class ${firstFew(strange)}, which train/ does not have.`);
  }
  const train = await splitItems(join(folder, 'train'), classes, present);
  const test = await splitItems(join(folder, 'test'), classes, inTest);
  const empty = classes.filter((_, label) => !train.some((item) => item.label === label));
  if (empty.length > 0)
    throw new DataSetError(`'${join(folder, 'train')}' has no PNG or JPEG image of ${firstFew(empty)}.`);
  if (test.length === 0)
    throw new DataSetError(`'${join(folder, 'test')}' has no PNG or JPEG image in a folder a class.`);
  return { classes, train, test };
}

function tooFew(folder: string, classes: readonly string[]): DataSetError {
  const found = classes.length === 0 ? 'no folder of a class' : `one class only, '${classes[0]}'`;
  return new DataSetError(
    `'${join(folder, 'train')}' has ${found}; it needs two or more folders, or train.lst and test.lst.`,
  );
}

async function splitItems(folder: string, classes: readonly string[], present: readonly string[]): Promise<FileItem[]> {
  const items: FileItem[] = [];
  for (const [label, name] of classes.entries()) {
    if (!present.includes(name)) continue;
    for (const file of await imageFiles(join(folder, name))) {
      const key = `${name}/${file}`;
      items.push(fileItem(join(folder, key), { row: items.length, label, file: key }));
    }
  }
  return items;
}
