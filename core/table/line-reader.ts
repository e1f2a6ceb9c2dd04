import { ByteCarry } from './byte-carry';
import type { FaultList } from './fault-list';
import { isUtf16, markLength, noteEncoding } from './note-encoding';

const LINE_FEED = 0x0a;
/** A line longer than this is not worth its memory: the largest capture is a few image sizes. */
const MAX_LINE_BYTES = 32 * 1024 * 1024;

/** Takes the line that lies between `from` and `to`; `isCut` where the file ended in it without a line end. Lines count from 1. */
export type LineSink = (bytes: Buffer, from: number, to: number, line: number, isCut: boolean) => void;

/** Cuts a file that comes in pieces into its lines. */
export class LineReader {
  private readonly carry = new ByteCarry();
  private line = 0;
  private isBegun = false;
  private isUnreadable = false;

  constructor(
    private readonly file: string,
    private readonly faults: FaultList,
    private readonly take: LineSink,
  ) {}

  push(piece: Uint8Array): void {
    if (this.isUnreadable) return;
    const bytes = this.carry.join(piece);
    if (!this.isBegun && bytes.length < 3) {
      this.carry.keep(bytes);
      return;
    }
    const start = this.begin(bytes);
    if (this.isUnreadable) return;
    const end = bytes.lastIndexOf(LINE_FEED) + 1;
    this.cut(bytes.subarray(start, Math.max(start, end)));
    const rest = bytes.subarray(Math.max(start, end));
    if (rest.length > MAX_LINE_BYTES) {
      this.isUnreadable = true;
      this.faults.add(
        'LineTooLong',
        `the line has more than ${MAX_LINE_BYTES} bytes; the file is read up to it`,
        this.file,
        this.line + 1,
      );
    } else if (rest.length > 0) this.carry.keep(rest);
  }

  end(): void {
    const bytes = this.carry.take();
    if (this.isUnreadable || bytes.length === 0) return;
    const rest = bytes.subarray(this.begin(bytes));
    if (this.isUnreadable || rest.length === 0) return;
    noteEncoding(rest, this.file, this.line + 1, this.faults);
    this.line += 1;
    this.take(rest, 0, rest.length, this.line, true);
  }

  private begin(bytes: Buffer): number {
    if (this.isBegun) return 0;
    this.isBegun = true;
    this.isUnreadable = isUtf16(bytes);
    if (this.isUnreadable) this.faults.add('FileUnreadable', 'the file is UTF-16; write it as UTF-8', this.file, 0);
    return markLength(bytes);
  }

  private cut(bytes: Buffer): void {
    if (bytes.length === 0) return;
    noteEncoding(bytes, this.file, this.line + 1, this.faults);
    for (let from = 0; from < bytes.length; ) {
      const to = bytes.indexOf(LINE_FEED, from);
      this.line += 1;
      this.take(bytes, from, to, this.line, false);
      from = to + 1;
    }
  }
}
