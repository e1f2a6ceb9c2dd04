import { createReadStream } from 'node:fs';
import { open, readdir } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { TableFormat } from '../../../core/table/open-table';
import type { TableReader } from '../../../core/table/table-reader';
import { byCodeUnits, isFile, isFolder } from '../../data/image-folder';
import { UsageError } from '../../usage-error';

const EXTENSIONS = ['.csv', '.jsonl', '.ndjson', '.json'];
/** Larger pieces are no faster. */
const PIECE_BYTES = 1 << 20;
/** A capture's first line begins with its data, or has it behind its metadata. */
const HEAD_BYTES = 64 * 1024;

export interface Files {
  readonly signal: AbortSignal;
  readonly report: (text: string) => void;
}

/**
 * The files that paths mean: a file each, or every table in a folder at any depth, in alphabetical order.
 * @throws UsageError for a path that is neither, or a folder without such a file
 */
export async function tableFiles(paths: readonly string[]): Promise<string[]> {
  const found = new Set<string>();
  for (const path of paths) for (const file of await filesOf(path)) found.add(file);
  return [...found];
}

async function filesOf(path: string): Promise<string[]> {
  if (await isFile(path)) return [path];
  if (!(await isFolder(path))) throw new UsageError(`There is no file or folder '${path}'.`);
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && EXTENSIONS.includes(extname(entry.name)))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort(byCodeUnits);
  if (files.length === 0) throw new UsageError(`'${path}' has no file that ends in ${EXTENSIONS.join(', ')}.`);
  return files;
}

/** What a file is: CSV by its name, else a capture or JSON Lines by its first line. */
export async function formatOf(file: string): Promise<TableFormat> {
  if (!EXTENSIONS.includes(extname(file)) || extname(file) === '.csv') return 'csv';
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    const [first = ''] = buffer.toString('utf8', 0, bytesRead).split('\n', 1);
    return first.includes('"captureData"') ? 'capture' : 'json-lines';
  } finally {
    await handle.close();
  }
}

/** Reads files one after the other, piece by piece, whatever their size. @param openFile gives the reader of one */
export async function readFiles(
  files: readonly string[],
  openFile: (file: string) => TableReader | Promise<TableReader>,
  { signal, report }: Files,
): Promise<void> {
  let bytes = 0;
  for (const file of files) {
    const reader = await openFile(file);
    for await (const piece of createReadStream(file, { highWaterMark: PIECE_BYTES, signal })) {
      reader.push(piece as Buffer);
      bytes += (piece as Buffer).length;
      report(`${(bytes / 1e6).toFixed(0)} MB read`);
    }
    reader.end();
  }
}
