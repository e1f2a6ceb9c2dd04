import { Readable, type TransformOptions } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, type ZlibOptions } from 'node:zlib';
import { extract } from 'tar-stream';
import { ArchiveError } from '../data-set-error';
import { PickleMachine } from '../pickle/pickle-machine';
import { PickleDictionary, type PickleValue } from '../pickle/pickle-value';
import { CIFAR100_CLASSES, cifarLabels } from './cifar-classes';
import { type CifarRow, CifarSplit } from './cifar-split';

export interface CifarArchiveOptions {
  /** The bytes of `cifar-100-python.tar.gz`. */
  readonly archive: AsyncIterable<Uint8Array>;
  /** Two or more of CIFAR-100's fine classes; their order is that of the labels. */
  readonly classes: readonly string[];
  /** Called for each image of these classes, one at a time: the archive waits. */
  readonly onRow: (row: CifarRow) => void | Promise<void> | undefined;
}

/** Fewer, larger pieces, for the archive unpacks to 186 MB; yet below the 128 KiB from which malloc maps fresh pages each time. Bytes. */
const PIECE_BYTES = 120 * 1024;

/** A gunzip is a transform stream, whose options its types leave out: sixteen pieces are unpacked ahead, on another thread. */
const UNPACKING: ZlibOptions & TransformOptions = { chunkSize: PIECE_BYTES, highWaterMark: 16 * PIECE_BYTES };

/**
 * Reads CIFAR-100's python archive (tar, gzip, pickle) in one pass, as data: nothing in it is executed, and no more than a piece of it
 * and the labels of a split are in memory. Each image comes from its own row of its own split.
 * @throws ArchiveError for an archive that is damaged or not CIFAR-100; DataSetError for classes it does not have
 */
export async function readCifarArchive({ archive, classes, onRow }: CifarArchiveOptions): Promise<void> {
  const labels = cifarLabels(classes);
  const entries = extract();
  const source = Readable.from(archive, { objectMode: false });
  const unpacking = pipeline(source, createGunzip(UNPACKING), entries);
  unpacking.catch(() => undefined);
  const found = new Set<string>();
  try {
    for await (const entry of entries) {
      const name = entry.header.type === 'file' ? (entry.header.name.split('/').at(-1) ?? '') : '';
      found.add(name);
      if (name === 'train' || name === 'test') await readSplit(entry, new CifarSplit(name, labels), onRow);
      else if (name === 'meta') checkClasses(await readValue(entry));
      else entry.resume();
    }
    await unpacking;
  } catch (error) {
    entries.destroy();
    throw asArchiveError(error);
  }
  for (const name of ['train', 'test', 'meta']) {
    if (!found.has(name))
      throw new ArchiveError(`The archive has no file '${name}'; it is not CIFAR-100's python version.`);
  }
}

/** Pieces of bytes; the stream's own types do not say so. */
type Bytes = AsyncIterable<unknown>;

async function readSplit(entry: Bytes, split: CifarSplit, onRow: CifarArchiveOptions['onRow']): Promise<void> {
  for await (const chunk of entry) for (const row of split.push(chunk as Uint8Array)) await onRow(row);
  for (const row of split.end()) await onRow(row);
}

async function readValue(entry: Bytes): Promise<PickleValue> {
  const machine = new PickleMachine({ streamFrom: Number.POSITIVE_INFINITY, onStream: () => () => undefined });
  for await (const chunk of entry) machine.push(chunk as Uint8Array);
  return machine.end();
}

function checkClasses(meta: PickleValue): void {
  const names = meta instanceof PickleDictionary ? meta.entries.get('fine_label_names') : undefined;
  const same = Array.isArray(names) && CIFAR100_CLASSES.every((known, label) => asText(names[label]) === known);
  if (!same)
    throw new ArchiveError("The archive's class names are not those of CIFAR-100; its labels mean something else.");
}

const asText = (value: unknown): unknown =>
  value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value;

/** What gunzip and tar throw says nothing to a user; file errors and our own pass. */
function asArchiveError(error: unknown): unknown {
  const { code = '', message, name } = error as NodeJS.ErrnoException;
  const damaged = code.startsWith('Z_') || /tar|header|checksum|end of data|premature/i.test(message);
  if (name !== 'Error' || !damaged) return error;
  return new ArchiveError(`The archive is damaged (${message}); delete it and download it again.`, { cause: error });
}
