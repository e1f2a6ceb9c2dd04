import {
  closeSync,
  copyFileSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  unlink,
  writeSync,
} from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { BodySegment } from './object-version';

/** Body files to a folder. */
const FILES_PER_FOLDER = 1000;

/**
 * The bytes of a bucket's objects, one immutable file per body, named by a number that is never used twice. A file belongs to an
 * object only once the journal says so: one written by a process that died before that is swept at the next start.
 */
export class BodyFiles {
  private next = 1;
  private readonly made = new Set<number>();
  private readonly holds = new Map<number, number>();
  private readonly doomed = new Set<number>();

  constructor(private readonly folder: string) {
    mkdirSync(folder, { recursive: true });
  }

  path(id: number): string {
    // Both are names already: `join`, which normalises, takes a tenth of a small read.
    return `${this.folder}/${Math.floor(id / FILES_PER_FOLDER)}/${id}`;
  }

  /** Writes a small body at once: for a few KB three blocking calls are several times cheaper than a thread's round trips. */
  writeWhole(bytes: Uint8Array): BodySegment[] {
    if (bytes.length === 0) return [];
    const id = this.allocate();
    const descriptor = openSync(this.path(id), 'wx');
    try {
      for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
    } catch (error) {
      this.remove([{ id, size: bytes.length }]);
      throw error;
    } finally {
      closeSync(descriptor);
    }
    return [{ id, size: bytes.length }];
  }

  /** A new empty body file to write to. */
  async create(): Promise<{ readonly id: number; readonly file: FileHandle }> {
    const id = this.allocate();
    return { id, file: await open(this.path(id), 'wx') };
  }

  /** Takes over another bucket's or object's bodies without copying a byte where the file system has hard links. */
  adopt(from: BodyFiles, segments: readonly BodySegment[]): BodySegment[] {
    return segments.map(({ id, size }) => {
      const copy = this.allocate();
      try {
        linkSync(from.path(id), this.path(copy));
      } catch {
        copyFileSync(from.path(id), this.path(copy));
      }
      return { id: copy, size };
    });
  }

  /** Reads `length` bytes from `offset` of a body into `target` at `at`. */
  readInto(target: Buffer, at: number, segment: BodySegment, offset: number, length: number): void {
    const descriptor = openSync(this.path(segment.id), 'r');
    try {
      for (let done = 0; done < length; ) {
        const read = readSync(descriptor, target, at + done, length - done, offset + done);
        if (read === 0)
          throw new Error(`The body file ${this.path(segment.id)} is shorter than ${segment.size} bytes.`);
        done += read;
      }
    } finally {
      closeSync(descriptor);
    }
  }

  /** Keeps bodies from being removed until the returned function is called: a download outlives its object. */
  hold(segments: readonly BodySegment[]): () => void {
    for (const { id } of segments) this.holds.set(id, (this.holds.get(id) ?? 0) + 1);
    return () => {
      for (const { id } of segments) {
        const left = (this.holds.get(id) ?? 1) - 1;
        if (left > 0) this.holds.set(id, left);
        else this.holds.delete(id);
        if (left === 0 && this.doomed.delete(id)) this.unlink(id);
      }
    };
  }

  /** Deletes bodies, each as soon as nobody reads it. A file that stays because of an error is swept at the next start. */
  remove(segments: readonly BodySegment[]): void {
    for (const { id } of segments) {
      if (this.holds.has(id)) this.doomed.add(id);
      else this.unlink(id);
    }
  }

  /** Deletes every file that no object knows of, and goes on numbering after the last known one. */
  sweep(known: ReadonlySet<number>): void {
    for (const id of known) this.next = Math.max(this.next, id + 1);
    for (const folder of readdirSync(this.folder)) {
      this.made.add(Number(folder));
      for (const name of readdirSync(join(this.folder, folder))) {
        this.next = Math.max(this.next, Number(name) + 1);
        if (!known.has(Number(name))) this.unlink(Number(name));
      }
    }
  }

  private allocate(): number {
    const id = this.next++;
    const folder = Math.floor(id / FILES_PER_FOLDER);
    if (!this.made.has(folder)) {
      mkdirSync(join(this.folder, String(folder)), { recursive: true });
      this.made.add(folder);
    }
    return id;
  }

  private unlink(id: number): void {
    unlink(this.path(id), () => undefined);
  }
}
