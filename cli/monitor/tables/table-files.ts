import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { extname } from 'node:path';
import type { TableFormat } from '../../../core/table/open-table';
import type { TableReader } from '../../../core/table/table-reader';
import { filesOf } from '../../data/files-of';

const EXTENSIONS = ['.csv', '.jsonl', '.ndjson', '.json'];
/** Larger pieces are no faster. */
const PIECE_BYTES = 1 << 20;
/** A capture's first line begins with its data, or has it behind its metadata. */
const HEAD_BYTES = 64 * 1024;

export interface Files {
  readonly signal: AbortSignal;
  readonly report: (text: string) => void;
}

/** The tables that paths mean, as `filesOf` finds them. */
export const tableFiles = (paths: readonly string[]): Promise<string[]> => filesOf(paths, EXTENSIONS);

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
