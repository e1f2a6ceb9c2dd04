import { ImageListError } from './data-set-error';

/** One line of a `.lst` file. */
export interface ImageListRow {
  readonly row: number;
  readonly label: number;
  /** Relative to the list's folder of images, with `/`. */
  readonly file: string;
}

/**
 * Reads a `.lst` file: a line per image, `row<TAB>label<TAB>file`, as SageMaker's image classification takes it. Line ends may be
 * those of Windows, blank lines and a byte-order mark are skipped, a label may be written as MXNet writes it (`1.000000`), and a file
 * name may hold spaces, but not lead out of its folder.
 * @param text the whole file
 * @param name how errors call the file, e.g. `train.lst`
 * @param classes how many classes there are, if known: labels are then 0 .. classes - 1
 * @throws ImageListError naming the line
 */
export function parseImageList(text: string, name: string, classes?: number): ImageListRow[] {
  const rows: ImageListRow[] = [];
  const seenRows = new Map<number, number>();
  const seenFiles = new Map<string, number>();
  text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .forEach((line, index) => {
      if (line.trim() === '') return;
      const at = `${name} line ${index + 1}`;
      const row = parseLine(line, at);
      if (classes !== undefined && row.label >= classes) {
        throw new ImageListError(`${at}: label ${row.label} is outside the ${classes} classes 0 to ${classes - 1}.`);
      }
      refuseSecond(seenRows, row.row, index + 1, `${at}: row ${row.row}`);
      refuseSecond(seenFiles, row.file, index + 1, `${at}: file '${row.file}'`);
      rows.push(row);
    });
  if (rows.length === 0) throw new ImageListError(`${name} lists no image; it needs lines of row<TAB>label<TAB>file.`);
  return rows;
}

function parseLine(line: string, at: string): ImageListRow {
  const fields = line.split('\t');
  if (fields.length !== 3) {
    throw new ImageListError(`${at}: has ${fields.length} fields separated by tabs; it needs 3: row, label, file.`);
  }
  const [row = '', label = '', file = ''] = fields;
  if (!/^\d{1,15}$/.test(row.trim())) throw new ImageListError(`${at}: row '${row}' is not a whole number.`);
  if (!/^\d{1,9}(\.0*)?$/.test(label.trim())) {
    throw new ImageListError(`${at}: label '${label}' is not a whole number from 0 on.`);
  }
  return { row: Number(row), label: Number(label), file: checkedPath(file.trim(), at) };
}

function checkedPath(file: string, at: string): string {
  const path = file.replaceAll('\\', '/').replace(/^(\.\/)+/, '');
  if (path === '') throw new ImageListError(`${at}: the file name is empty.`);
  if (path.startsWith('/') || /^[A-Za-z]:/.test(path) || path.split('/').includes('..')) {
    throw new ImageListError(`${at}: '${file}' leads out of the folder of images; name it relative to that folder.`);
  }
  return path;
}

function refuseSecond<Key>(seen: Map<Key, number>, key: Key, line: number, what: string): void {
  const first = seen.get(key);
  if (first !== undefined) throw new ImageListError(`${what} was already on line ${first}.`);
  seen.set(key, line);
}

/**
 * Writes a `.lst` file, the inverse of `parseImageList`.
 * @throws ImageListError for a file name that the format cannot hold (tab or line break)
 */
export function formatImageList(rows: readonly ImageListRow[]): string {
  return rows
    .map(({ row, label, file }) => {
      if (/[\t\r\n]/.test(file)) {
        throw new ImageListError(`The file name ${JSON.stringify(file)} holds a tab or a line break; rename the file.`);
      }
      return `${row}\t${label}\t${file}\n`;
    })
    .join('');
}
