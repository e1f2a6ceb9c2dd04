import { ArchiveError } from '../data-set-error';
import { PickleMachine } from '../pickle/pickle-machine';
import { PickleCall, PickleDictionary, type PickleValue, StreamedBytes } from '../pickle/pickle-value';
import { CIFAR_ROW_BYTES, RowCutter } from './row-cutter';

/** One image of the archive that belongs to a wanted class. */
export interface CifarRow {
  readonly split: 'train' | 'test';
  /** Row in the split's own array. */
  readonly row: number;
  /** Index into the wanted classes. */
  readonly label: number;
  readonly file: string;
  /** 3,072 bytes: 1,024 of red, green, blue. */
  readonly pixels: Uint8Array;
}

interface SplitLists {
  readonly labels: readonly PickleValue[];
  readonly files: readonly PickleValue[];
}

/**
 * Reads one split (`train` or `test`) of CIFAR-100's python archive as it arrives. Labels and names come before the pixels in the published
 * archive, so that wanted rows leave at once and nothing else is kept; in an archive of another order the pixels are held until
 * the labels are known (154 MB for the published size).
 */
export class CifarSplit {
  private readonly machine: PickleMachine;
  private ready: CifarRow[] = [];
  private held: Uint8Array | undefined;
  private streamedWith: SplitLists | undefined;

  /** @param labels CIFAR's labels of the wanted classes, in their order */
  constructor(
    private readonly split: 'train' | 'test',
    private readonly labels: readonly number[],
  ) {
    this.machine = new PickleMachine({
      streamFrom: CIFAR_ROW_BYTES,
      onStream: (length, pending) => this.startPixels(length, pending),
    });
  }

  /** @returns the wanted rows that this piece completed */
  push(chunk: Uint8Array): readonly CifarRow[] {
    this.machine.push(chunk);
    return this.takeReady();
  }

  /**
   * @returns rows that could not be told before the end
   * @throws ArchiveError where labels, names and pixels do not belong together
   */
  end(): readonly CifarRow[] {
    const value = this.machine.end();
    if (!(value instanceof PickleDictionary)) throw this.fault('is not a dictionary');
    const lists = listsIn(value.entries);
    if (lists === undefined) throw this.fault('has no fine_labels or no filenames');
    const rows = checkedRows(value.entries.get('data'));
    if (rows === undefined) throw this.fault('has no data of n x 3072 unsigned bytes');
    if (lists.labels.length !== rows || lists.files.length !== rows) {
      throw this.fault(`has ${rows} images, ${lists.labels.length} labels and ${lists.files.length} names`);
    }
    if (this.held !== undefined) this.cutter(this.held.length, lists).push(this.held);
    else if (this.streamedWith?.labels !== lists.labels) throw this.fault('changes its labels after its pixels');
    return this.takeReady();
  }

  private takeReady(): readonly CifarRow[] {
    const { ready } = this;
    if (ready.length > 0) this.ready = [];
    return ready;
  }

  private startPixels(length: number, pending: ReadonlyMap<PickleValue, PickleValue>): (piece: Uint8Array) => void {
    if (this.held !== undefined || this.streamedWith !== undefined) throw this.fault('has pixels twice');
    this.streamedWith = listsIn(pending);
    if (this.streamedWith !== undefined) {
      const cutter = this.cutter(length, this.streamedWith);
      return (piece) => cutter.push(piece);
    }
    if (length > MAX_HELD_BYTES) throw this.fault(`claims ${length} bytes of pixels`);
    const held = new Uint8Array(length);
    this.held = held;
    let at = 0;
    return (piece) => {
      held.set(piece, at);
      at += piece.length;
    };
  }

  private cutter(length: number, { labels, files }: SplitLists): RowCutter {
    const labelOf = (row: number): number => this.labels.indexOf(labels[row] as number);
    return new RowCutter(
      length,
      (row) => labelOf(row) >= 0,
      (row, pixels) => {
        this.ready.push({ split: this.split, row, label: labelOf(row), file: this.fileName(files[row]), pixels });
      },
    );
  }

  /** A name from an archive becomes a file on disk: it must not lead anywhere else. */
  private fileName(value: PickleValue | undefined): string {
    const name = value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value;
    if (typeof name === 'string' && /^[A-Za-z0-9_][A-Za-z0-9._+-]{0,120}\.png$/.test(name)) return name;
    throw this.fault(
      `names an image ${JSON.stringify(String(name).slice(0, 80))}, which is no plain name of a PNG file`,
    );
  }

  private fault(what: string): ArchiveError {
    return new ArchiveError(`CIFAR-100's ${this.split} split ${what}; the archive is not the published one.`);
  }
}

/** Four times the published training split. */
const MAX_HELD_BYTES = 4 * 50_000 * CIFAR_ROW_BYTES;

function listsIn(entries: ReadonlyMap<PickleValue, PickleValue>): SplitLists | undefined {
  const labels = entries.get('fine_labels');
  const files = entries.get('filenames');
  return Array.isArray(labels) && Array.isArray(files) ? { labels, files } : undefined;
}

/**
 * Rows of a numpy array of unsigned bytes, n x 3072, row after row: the state is (version, shape, dtype, is Fortran order, bytes).
 * @returns undefined for anything else
 */
function checkedRows(value: PickleValue | undefined): number | undefined {
  if (!(value instanceof PickleCall) || !Array.isArray(value.state)) return undefined;
  const [, shape, type, fortran, bytes] = value.state as readonly PickleValue[];
  if (!(type instanceof PickleCall) || type.argumentList[0] !== 'u1' || fortran !== false) return undefined;
  if (!Array.isArray(shape) || shape.length !== 2 || shape[1] !== CIFAR_ROW_BYTES) return undefined;
  if (!(bytes instanceof StreamedBytes) || bytes.length !== shape[0] * CIFAR_ROW_BYTES) return undefined;
  return shape[0];
}
