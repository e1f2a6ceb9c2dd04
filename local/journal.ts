import { closeSync, ftruncateSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';

const NEWLINE = 10;

/** A journal with a line in its middle that is no JSON: not a torn write, which can only be at the end. */
export class JournalDamaged extends Error {
  override readonly name = 'JournalDamaged';
  constructor(path: string, line: number) {
    super(
      `${path} is damaged in line ${line}. Delete the line to go on without that change, or the folder to start afresh.`,
    );
  }
}

/**
 * An append-only file of JSON lines: what a bucket, a queue or a waiting line went through, in order. A change has happened exactly when
 * its line is complete, which makes every change atomic however the process ends; a torn last line is a change that did not happen.
 */
export class Journal<Entry> {
  private descriptor: number;
  private bytes = 0;
  private lines = 0;
  private closed = false;

  /**
   * Opens or creates the file and hands every entry to `replay`, oldest first.
   * @throws JournalDamaged
   */
  constructor(
    private readonly path: string,
    replay: (entry: Entry) => void,
  ) {
    this.descriptor = openSync(path, 'a+');
    const content = readFileSync(this.descriptor);
    for (let end = content.indexOf(NEWLINE); end >= 0; end = content.indexOf(NEWLINE, this.bytes)) {
      replay(this.parse(content.toString('utf8', this.bytes, end)));
      this.bytes = end + 1;
      this.lines++;
    }
    if (this.bytes < content.length) ftruncateSync(this.descriptor, this.bytes);
  }

  /** How many entries the file holds, superseded ones included. */
  get length(): number {
    return this.lines;
  }

  /** Bytes on disk. */
  get size(): number {
    return this.bytes;
  }

  /** Writes one entry; when this returns, the change survives the death of the process. Throws on a full disk, changing nothing. */
  append(entry: Entry): void {
    this.write(this.descriptor, `${JSON.stringify(entry)}\n`);
    this.lines++;
  }

  /** Replaces the file by these entries, in one step. */
  rewrite(entries: Iterable<Entry>): void {
    const fresh = `${this.path}.new`;
    rmSync(fresh, { force: true });
    const descriptor = openSync(fresh, 'a');
    const before = { bytes: this.bytes, lines: this.lines };
    this.bytes = 0;
    this.lines = 0;
    try {
      for (const entry of entries) {
        this.write(descriptor, `${JSON.stringify(entry)}\n`);
        this.lines++;
      }
      renameSync(fresh, this.path);
    } catch (error) {
      closeSync(descriptor);
      Object.assign(this, before);
      throw error;
    }
    closeSync(this.descriptor);
    this.descriptor = descriptor;
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    closeSync(this.descriptor);
  }

  private write(descriptor: number, line: string): void {
    const bytes = Buffer.from(line);
    try {
      for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
    } catch (error) {
      ftruncateSync(descriptor, this.bytes);
      throw error;
    }
    this.bytes += bytes.length;
  }

  private parse(line: string): Entry {
    try {
      return JSON.parse(line) as Entry;
    } catch {
      throw new JournalDamaged(this.path, this.lines + 1);
    }
  }
}
