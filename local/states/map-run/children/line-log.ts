import { type FileHandle, open } from 'node:fs/promises';

/** Lines are gathered up to this before they are written. Bytes. */
const GATHER = 256 * 1024;

/** Where a line lies in its file. Bytes. */
export interface LinePlace {
  readonly offset: number;
  readonly length: number;
}

/** A file of lines that is only appended to, and read back a line at a time by its place. */
export class LineLog {
  private waiting: Buffer[] = [];
  private waitingBytes = 0;
  private writing: Promise<void> = Promise.resolve();

  private constructor(
    private readonly file: FileHandle,
    private size: number,
  ) {}

  static async open(path: string): Promise<LineLog> {
    const file = await open(path, 'a+');
    return new LineLog(file, (await file.stat()).size);
  }

  append(line: string): LinePlace {
    const bytes = Buffer.from(`${line}\n`);
    const place = { offset: this.size, length: bytes.length - 1 };
    this.size += bytes.length;
    this.waiting.push(bytes);
    this.waitingBytes += bytes.length;
    return place;
  }

  /** Whether enough waits to be worth a write. */
  get isFull(): boolean {
    return this.waitingBytes >= GATHER;
  }

  /** Resolves when all lines so far are in the file. @throws the disk's error */
  flush(): Promise<void> {
    this.writing = this.writing.then(async () => {
      const chunk = Buffer.concat(this.waiting);
      this.waiting = [];
      this.waitingBytes = 0;
      if (chunk.length > 0) await this.file.appendFile(chunk);
    });
    return this.writing;
  }

  async read({ offset, length }: LinePlace): Promise<string> {
    if (this.waiting.length > 0) await this.flush();
    await this.writing;
    const bytes = Buffer.alloc(length);
    await this.file.read(bytes, 0, length, offset);
    return bytes.toString('utf8');
  }

  /** Every whole line with its place; a last line that a kill cut short is cut off the file. */
  async *lines(): AsyncGenerator<LinePlace & { readonly text: string }> {
    let offset = 0;
    let rest = Buffer.alloc(0);
    const chunk = Buffer.alloc(GATHER);
    for (let at = 0; ; ) {
      const { bytesRead } = await this.file.read(chunk, 0, chunk.length, at);
      if (bytesRead === 0) break;
      at += bytesRead;
      rest = Buffer.concat([rest, chunk.subarray(0, bytesRead)]);
      for (let end = rest.indexOf(10); end !== -1; end = rest.indexOf(10)) {
        yield { offset, length: end, text: rest.toString('utf8', 0, end) };
        offset += end + 1;
        rest = rest.subarray(end + 1);
      }
    }
    if (rest.length > 0) {
      await this.file.truncate(offset);
      this.size = offset;
    }
  }

  async close(): Promise<void> {
    await this.flush();
    await this.file.close();
  }
}
