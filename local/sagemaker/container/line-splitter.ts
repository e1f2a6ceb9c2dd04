import { StringDecoder } from 'node:string_decoder';

/** A line longer than this is cut, so that a program that never ends a line cannot fill the memory. Characters. */
const MAX_LINE = 64 * 1024;

/** Cuts a stream of UTF-8 chunks into lines. */
export class LineSplitter {
  private readonly decoder = new StringDecoder('utf8');
  private rest = '';

  constructor(private readonly onLine: (line: string) => void) {}

  push(chunk: Buffer): void {
    const lines = (this.rest + this.decoder.write(chunk)).split('\n');
    this.rest = lines.pop() ?? '';
    for (const line of lines) this.onLine(line.endsWith('\r') ? line.slice(0, -1) : line);
    if (this.rest.length > MAX_LINE) this.end();
  }

  /** Gives what stands after the last line break. */
  end(): void {
    const last = this.rest + this.decoder.end();
    this.rest = '';
    if (last !== '') this.onLine(last);
  }
}
