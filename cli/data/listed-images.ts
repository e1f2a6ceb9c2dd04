import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DataSetError, firstFew } from '../../core/dataset/data-set-error';
import { type ImageListRow, parseImageList } from '../../core/dataset/image-list';
import { isFile } from './image-folder';
import { fileItem, type OwnSplits } from './own-splits';

/**
 * Reads `train.lst` and `test.lst` beside `train/` and `test/`. A label's name comes from `classes` or from `classes.txt` (a name a line,
 * in the order of the labels), and is `class-0`, `class-1` … otherwise: file names are no reliable label.
 * @throws ImageListError, DataSetError
 */
export async function listedImages(folder: string, classes: readonly string[] | undefined): Promise<OwnSplits> {
  const named = classes ?? (await classesFile(folder));
  const [train, test] = await Promise.all(
    (['train', 'test'] as const).map(async (split) => {
      const name = `${split}.lst`;
      const rows = parseImageList(await readFile(join(folder, name), 'utf8'), name, named?.length);
      await refuseAbsent(join(folder, split), name, rows);
      return rows.map((row) => fileItem(join(folder, split, row.file), row));
    }),
  );
  const names = named ?? numbered(Math.max(...[...train!, ...test!].map(({ label }) => label)) + 1);
  refuseEmptyClasses(names, new Set(train!.map(({ label }) => label)), folder);
  return { classes: names, train: train!, test: test! };
}

const numbered = (count: number): string[] =>
  Array.from({ length: Math.min(count, 10_000) }, (_, label) => `class-${label}`);

async function classesFile(folder: string): Promise<string[] | undefined> {
  const path = join(folder, 'classes.txt');
  if (!(await isFile(path))) return undefined;
  const text = (await readFile(path, 'utf8')).replace(/^\uFEFF/, '');
  const names = text.split(/\r?\n/).map((line) => line.trim());
  const kept = names.filter((name) => name !== '');
  if (new Set(kept).size < kept.length) throw new DataSetError(`'${path}' names a class twice.`);
  return kept;
}

async function refuseAbsent(folder: string, name: string, rows: readonly ImageListRow[]): Promise<void> {
  const present = await Promise.all(rows.map(({ file }) => isFile(join(folder, file))));
  const absent = rows.filter((_, index) => !present[index]).map(({ file }) => file);
  if (absent.length === 0) return;
  throw new DataSetError(
    `${name} names ${absent.length} of ${rows.length} files that are not in '${folder}': ${firstFew(absent)}.`,
  );
}

function refuseEmptyClasses(names: readonly string[], used: ReadonlySet<number>, folder: string): void {
  if (used.size < 2)
    throw new DataSetError(`train.lst in '${folder}' has images of one class only; it needs two or more.`);
  const empty = names.filter((_, label) => !used.has(label));
  if (empty.length > 0)
    throw new DataSetError(`train.lst in '${folder}' has no image of ${firstFew(empty)}; labels run 0, 1, 2 …`);
}
