import { ArchiveError } from '../data-set-error';
import { ByteWindow, MORE_BYTES_NEEDED } from './byte-window';
import { CALLABLE_NAMES, Opcode } from './pickle-opcodes';
import { PickleStack } from './pickle-stack';
import { PickleCall, PickleDictionary, PickleName, type PickleValue, StreamedBytes } from './pickle-value';

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
  private stopped = false;

  constructor(private readonly options: PickleMachineOptions) {}

  /** @throws ArchiveError for a damaged pickle or a refused name */
  push(chunk: Uint8Array): void {
    if (this.stopped) return;
    this.window.push(chunk);
    try {
      while (!this.stopped) {
        if (this.streaming !== undefined) this.passOn(this.streaming);
        else this.step();
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
    if (!this.stopped || this.answer === undefined) throw new ArchiveError('The pickle is cut off before its end.');
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

  private bytes(length: number, asValue: (bytes: Uint8Array) => PickleValue): void {
    if (length < 0) throw new ArchiveError('The pickle is damaged: a length is negative.');
    if (length >= this.options.streamFrom) {
      const consume = this.options.onStream(length, this.stack.pendingEntries());
      this.streaming = { left: length, length, consume };
      return;
    }
    this.stack.push(asValue(this.window.take(length)));
  }

  private text(length: number): void {
    if (length > MAX_PIECE_BYTES) throw new ArchiveError(`The pickle holds a text of ${length} bytes.`);
    this.stack.push(utf8(this.window.take(length)));
  }

  private name(module: string, name: string): void {
    const full = `${module}.${name}`;
    if (!CALLABLE_NAMES.has(full)) {
      throw new ArchiveError(
        `The pickle wants to call ${JSON.stringify(full)}; only numpy arrays are read, nothing is executed.`,
      );
    }
    this.stack.push(new PickleName(full));
  }

  private step(): void {
    const { window, stack } = this;
    const code = window.uint8();
    switch (code) {
      case Opcode.Protocol:
        return this.checkProtocol(window.uint8());
      case Opcode.Frame:
        window.uint64();
        return;
      case Opcode.Stop:
        this.answer = stack.pop();
        this.stopped = true;
        return;
      case Opcode.Mark:
        return stack.mark();
      case Opcode.Pop:
        return stack.discard();
      case Opcode.PopMark:
        stack.popToMark();
        return;
      case Opcode.None:
        return stack.push(null);
      case Opcode.NewTrue:
        return stack.push(true);
      case Opcode.NewFalse:
        return stack.push(false);
      case Opcode.BinInt:
        return stack.push(window.int32());
      case Opcode.BinInt1:
        return stack.push(window.uint8());
      case Opcode.BinInt2:
        return stack.push(window.uint16());
      case Opcode.Int:
        return stack.push(integerLine(window.line()));
      case Opcode.Long:
        return stack.push(integerLine(window.line().replace(/L$/, '')));
      case Opcode.Long1:
        return stack.push(littleEndian(window.take(window.uint8())));
      case Opcode.Float:
        return stack.push(Number(window.line()));
      case Opcode.BinFloat:
        return stack.push(window.float64());
      case Opcode.String:
        return stack.push(window.line().replace(/^(['"])(.*)\1$/, '$2'));
      case Opcode.ShortBinString:
        return this.bytes(window.uint8(), latin1);
      case Opcode.BinString:
        return this.bytes(window.int32(), latin1);
      case Opcode.ShortBinBytes:
        return this.bytes(window.uint8(), (bytes) => bytes.slice());
      case Opcode.BinBytes:
        return this.bytes(window.uint32(), (bytes) => bytes.slice());
      case Opcode.BinBytes8:
      case Opcode.ByteArray8:
        return this.bytes(window.uint64(), (bytes) => bytes.slice());
      case Opcode.ShortBinUnicode:
        return this.text(window.uint8());
      case Opcode.BinUnicode:
        return this.text(window.uint32());
      case Opcode.BinUnicode8:
        return this.text(window.uint64());
      case Opcode.EmptyTuple:
      case Opcode.EmptyList:
        return stack.push([]);
      case Opcode.Tuple1:
        return stack.push(stack.popTuple(1));
      case Opcode.Tuple2:
        return stack.push(stack.popTuple(2));
      case Opcode.Tuple3:
        return stack.push(stack.popTuple(3));
      case Opcode.Tuple:
      case Opcode.List:
        return stack.push(stack.popToMark());
      case Opcode.Append:
        return stack.appendToList([stack.pop()]);
      case Opcode.Appends:
        return stack.appendToList(stack.popToMark());
      case Opcode.EmptyDictionary:
        return stack.push(new PickleDictionary());
      default:
        return this.dictionaryMemoOrCall(code);
    }
  }

  private dictionaryMemoOrCall(code: number): void {
    const { window, stack } = this;
    switch (code) {
      case Opcode.Dictionary: {
        const items = stack.popToMark();
        stack.push(new PickleDictionary());
        return stack.setItems(items);
      }
      case Opcode.SetItem:
        return stack.setItems(stack.popTuple(2));
      case Opcode.SetItems:
        return stack.setItems(stack.popToMark());
      case Opcode.Put:
        return stack.remember(Number(window.line()));
      case Opcode.BinPut:
        return stack.remember(window.uint8());
      case Opcode.LongBinPut:
        return stack.remember(window.uint32());
      case Opcode.Memoize:
        return stack.rememberNext();
      case Opcode.Get:
        return stack.recall(Number(window.line()));
      case Opcode.BinGet:
        return stack.recall(window.uint8());
      case Opcode.LongBinGet:
        return stack.recall(window.uint32());
      case Opcode.Global:
        return this.name(window.line(), window.line());
      case Opcode.StackGlobal: {
        const name = stack.popText();
        return this.name(stack.popText(), name);
      }
      case Opcode.Reduce: {
        const argumentList = stack.pop();
        if (!Array.isArray(argumentList)) throw new ArchiveError('The pickle is damaged: a call has no arguments.');
        return stack.push(new PickleCall(stack.popName().name, argumentList));
      }
      case Opcode.Build:
        return stack.build();
      default:
        throw new ArchiveError(
          `The pickle uses opcode 0x${code.toString(16).padStart(2, '0')}, which data has no need of.`,
        );
    }
  }

  private checkProtocol(protocol: number): void {
    if (protocol > 5) throw new ArchiveError(`The pickle is of protocol ${protocol}; 0 to 5 are read.`);
  }
}

const latin1 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
const utf8 = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');

/** Python 2 writes True and False as the lines `01` and `00`. */
function integerLine(line: string): PickleValue {
  if (line === '01' || line === '00') return line === '01';
  const value = Number(line);
  if (line.trim() === '' || !Number.isInteger(value))
    throw new ArchiveError('The pickle is damaged: an integer is none.');
  return Number.isSafeInteger(value) ? value : BigInt(line);
}

/** Two's complement of any length, least significant byte first. */
function littleEndian(bytes: Uint8Array): number | bigint {
  let value = 0n;
  for (let at = bytes.length - 1; at >= 0; at -= 1) value = value * 256n + BigInt(bytes[at]!);
  if (bytes.length > 0 && bytes.at(-1)! >= 0x80) value -= 1n << BigInt(bytes.length * 8);
  return value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value;
}
