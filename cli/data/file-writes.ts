import { writeFile } from 'node:fs/promises';

/** Files written at a time: the thread pool has four threads, and unpacking needs one to read and one to inflate. */
const PARALLEL = 2;
/** Files that may wait in memory before whoever makes them has to. */
const MAX_WAITING = 256;

interface WaitingFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/**
 * Writes many small files while other work goes on: creating a file may take longer than making what is in it, and must hold up neither this thread nor
 * the unpacking that feeds it.
 */
export class FileWrites {
  private readonly waiting: WaitingFile[] = [];
  private readonly running = new Set<Promise<void>>();
  private failure: { readonly error: unknown } | undefined;

  /**
   * Takes a file to be written.
   * @returns a promise where so many wait that no further one should be made before it resolves.
   * @throws what an earlier write failed with.
   */
  add(path: string, bytes: Uint8Array): Promise<void> | undefined {
    this.assertWritten();
    this.waiting.push({ path, bytes });
    while (this.running.size < PARALLEL && this.waiting.length > 0) this.start();
    return this.waiting.length > MAX_WAITING ? this.untilRoom() : undefined;
  }

  /** Resolves once every file is on disk. @throws what a write failed with. */
  async finish(): Promise<void> {
    while (this.running.size > 0) await Promise.all(this.running);
    this.assertWritten();
  }

  /** Forgets what waits, and resolves once nothing is being written any more. */
  async abandon(): Promise<void> {
    this.waiting.length = 0;
    while (this.running.size > 0) await Promise.all(this.running);
  }

  private start(): void {
    const { path, bytes } = this.waiting.shift() as WaitingFile;
    const write: Promise<void> = writeFile(path, bytes).then(
      () => this.ended(write),
      (error: unknown) => {
        this.failure ??= { error };
        this.waiting.length = 0;
        this.ended(write);
      },
    );
    this.running.add(write);
  }

  private ended(write: Promise<void>): void {
    this.running.delete(write);
    if (this.waiting.length > 0) this.start();
  }

  private async untilRoom(): Promise<void> {
    while (this.waiting.length > MAX_WAITING / 2 && this.running.size > 0) await Promise.race(this.running);
    this.assertWritten();
  }

  private assertWritten(): void {
    if (this.failure !== undefined) throw this.failure.error;
  }
}
