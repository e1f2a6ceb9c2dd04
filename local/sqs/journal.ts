import {
  closeSync,
  existsSync,
  fstatSync,
  ftruncateSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';

/**
 * An append-only file of JSON lines. What `append` has returned from survives a killed process (the bytes are the operating
 * system's by then); a line torn in two by the kill itself is dropped when the file is read again.
 */
export class Journal<Entry> {
  private fd: number;
  private closed = false;

  constructor(private readonly path: string) {
    this.fd = openSync(path, 'a+');
  }

  /** Bytes on disk. */
  get size(): number {
    return fstatSync(this.fd).size;
  }

  /** Every whole entry, oldest first; a torn tail is cut off, so that what follows starts on a line of its own. */
  read(): Entry[] {
    if (!existsSync(this.path)) return [];
    const bytes = readFileSync(this.path);
    const end = bytes.lastIndexOf(0x0a) + 1;
    if (end < bytes.length) ftruncateSync(this.fd, end);
    const lines = bytes.toString('utf8', 0, end).split('\n');
    lines.pop();
    return lines.map((line) => JSON.parse(line) as Entry);
  }

  append(entry: Entry): void {
    this.write(this.fd, Buffer.from(`${JSON.stringify(entry)}\n`));
  }

  /** Replaces the whole content at once: after a kill either the old or the new is found. */
  rewrite(entries: Iterable<Entry>): void {
    const next = `${this.path}.next`;
    const fd = openSync(next, 'w');
    for (const entry of entries) this.write(fd, Buffer.from(`${JSON.stringify(entry)}\n`));
    closeSync(fd);
    renameSync(next, this.path);
    closeSync(this.fd);
    this.fd = openSync(this.path, 'a+');
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    closeSync(this.fd);
  }

  private write(fd: number, bytes: Buffer): void {
    for (let done = 0; done < bytes.length; ) done += writeSync(fd, bytes, done);
  }
}
