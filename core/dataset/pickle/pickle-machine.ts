import { ArchiveError } from '../data-set-error';
import { ByteWindow, MORE_BYTES_NEEDED } from './byte-window';
import { type PickleContext, pickleOperation } from './pickle-operations';
import { asUtf8 } from './pickle-scalars';
import { PickleStack } from './pickle-stack';
import { PickleName, type PickleValue, StreamedBytes } from './pickle-value';

/** Takes the pieces of one long byte string as they arrive; a piece is valid during the call only. */
export type BytesConsumer = (piece: Uint8Array) => void;

export interface PickleMachineOptions {
  /** Byte strings at least this long are not kept but handed to a consumer. Bytes. */
  readonly streamFrom: number;
  /**
   * Called when such a byte string begins.
   * @param pending the entries of the outermost dictionary read so far
   */
  readonly onStream: (length: number, pending: ReadonlyMap<PickleValue, PickleValue>) => BytesConsumer;
}

/** The only names a pickle may hold: what numpy arrays and Python 3's bytes are made of. They are recorded, never called. */
const CALLABLE_NAMES: ReadonlySet<string> = new Set([
  'numpy.core.multiarray._reconstruct',
  'numpy._core.multiarray._reconstruct',
  'numpy.ndarray',
  'numpy.dtype',
  '_codecs.encode',
]);

/** More than this in one piece is no data of ours; a length field must not exhaust the memory. Bytes. */
const MAX_PIECE_BYTES = 16 * 1024 * 1024;

/**
 * Reads one pickle (protocols 0 to 5) as data, piece by piece as it arrives. Nothing is executed: a pickle may name only the
 * constructors of numpy arrays and of bytes, which stay names; anything else is refused.
 */
export class PickleMachine {
  private readonly window = new ByteWindow();
  private readonly stack = new PickleStack();
  private streaming: { left: number; readonly length: number; readonly consume: BytesConsumer } | undefined;
  private answer: PickleValue | undefined;

  private readonly context: PickleContext;

  constructor(private readonly options: PickleMachineOptions) {
    const { window, stack, bytes, text, name, stop } = this;
    this.context = { window, stack, bytes, text, name, stop };
  }

  /** @throws ArchiveError for a damaged pickle or a refused name */
  push(chunk: Uint8Array): void {
    if (this.answer !== undefined) return;
    this.window.push(chunk);
    try {
      while (this.answer === undefined) {
        if (this.streaming !== undefined) this.passOn(this.streaming);
        else pickleOperation(this.window.uint8())(this.context);
        this.window.commit();
      }
    } catch (signal) {
      if (signal !== MORE_BYTES_NEEDED) throw signal;
      this.window.rollBack();
      if (this.window.remaining > MAX_PIECE_BYTES) throw new ArchiveError('The pickle holds an endless value.');
    }
  }

  /** The value, after the last piece. @throws ArchiveError where the pickle is cut off */
  end(): PickleValue {
    if (this.answer === undefined) throw new ArchiveError('The pickle is cut off before its end.');
    return this.answer;
  }

  private passOn(streaming: { left: number; readonly length: number; readonly consume: BytesConsumer }): void {
    if (streaming.left === 0) {
      this.streaming = undefined;
      this.stack.push(new StreamedBytes(streaming.length));
      return;
    }
    if (this.window.remaining === 0) throw MORE_BYTES_NEEDED;
    const piece = this.window.take(Math.min(streaming.left, this.window.remaining));
    streaming.left -= piece.length;
    streaming.consume(piece);
  }

  private readonly bytes: PickleContext['bytes'] = (length, asValue) => {
    if (length < 0) throw new ArchiveError('The pickle is damaged: a length is negative.');
    if (length >= this.options.streamFrom) {
      const consume = this.options.onStream(length, this.stack.pendingEntries());
      this.streaming = { left: length, length, consume };
      return;
    }
    this.stack.push(asValue(this.window.take(length)));
  };

  private readonly text: PickleContext['text'] = (length) => {
    if (length > MAX_PIECE_BYTES) throw new ArchiveError(`The pickle holds a text of ${length} bytes.`);
    this.stack.push(asUtf8(this.window.take(length)));
  };

  private readonly name: PickleContext['name'] = (module, name) => {
    const full = `${module}.${name}`;
    if (!CALLABLE_NAMES.has(full)) {
      throw new ArchiveError(
        `The pickle wants to call ${JSON.stringify(full)}; only numpy arrays are read, nothing is executed.`,
      );
    }
    this.stack.push(new PickleName(full));
  };

  private readonly stop = (): void => {
    this.answer = this.stack.pop();
  };
}
