import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

const WRITER = join(__dirname, 'file-writer.js');
/** Files that go to the thread together: one message costs more than one small file. */
const FILES_A_BATCH = 32;
/** Files that may wait in memory before whoever makes them has to. */
const MAX_WAITING = 256;

type Answer = { readonly written: number } | { readonly failure: { readonly message: string } };

/**
 * Writes many small files while other work goes on, on a thread of its own: creating a file may take longer than making what is in it, and must hold up neither
 * this thread nor the unpacking that feeds it. (Asynchronous writes would cost this thread three calls and a promise a file, as much time as making the file.)
 */
export class FileWrites {
  private worker: Worker | undefined;
  private batch: { readonly path: string; readonly bytes: Uint8Array }[] = [];
  /** Files that are with the thread. */
  private underWay = 0;
  private failure: { readonly error: unknown } | undefined;
  private waiters: (() => void)[] = [];

  /**
   * Takes a file to be written.
   * @returns a promise where so many wait that no further one should be made before it resolves.
   * @throws what an earlier write failed with.
   */
  add(path: string, bytes: Uint8Array): Promise<void> | undefined {
    this.assertWritten();
    this.batch.push({ path, bytes });
    if (this.batch.length >= FILES_A_BATCH) this.send();
    return this.underWay > MAX_WAITING ? this.until(MAX_WAITING / 2) : undefined;
  }

  /** Resolves once every file is on disk. @throws what a write failed with. */
  async finish(): Promise<void> {
    if (this.batch.length > 0) this.send();
    try {
      await this.until(0);
    } finally {
      await this.abandon();
    }
  }

  /** Forgets what waits, and resolves once nothing is being written any more. */
  async abandon(): Promise<void> {
    this.batch = [];
    const { worker } = this;
    this.worker = undefined;
    await worker?.terminate();
  }

  private send(): void {
    const { batch } = this;
    this.batch = [];
    const bytes = new Uint8Array(batch.reduce((sum, file) => sum + file.bytes.length, 0));
    let end = 0;
    const ends = batch.map((file) => {
      bytes.set(file.bytes, end);
      end += file.bytes.length;
      return end;
    });
    this.worker ??= this.start();
    this.underWay += batch.length;
    this.worker.postMessage({ paths: batch.map(({ path }) => path), ends, bytes }, [bytes.buffer]);
  }

  private start(): Worker {
    // Without the flags of this process, which may bring a compiler along.
    const worker = new Worker(WRITER, { execArgv: [] });
    worker.on('message', (answer: Answer) => {
      if ('written' in answer) this.underWay -= answer.written;
      else this.fail(Object.assign(new Error(answer.failure.message), answer.failure));
      this.wake();
    });
    worker.on('error', (error) => {
      this.fail(error);
      this.wake();
    });
    return worker;
  }

  /** The first failure counts, and nothing is written after it. */
  private fail(error: unknown): void {
    this.failure ??= { error };
    this.batch = [];
    this.underWay = 0;
  }

  private wake(): void {
    for (const waiter of this.waiters.splice(0)) waiter();
  }

  private async until(files: number): Promise<void> {
    while (this.underWay > files && this.failure === undefined) {
      await new Promise<void>((resolve) => this.waiters.push(resolve));
    }
    this.assertWritten();
  }

  private assertWritten(): void {
    if (this.failure !== undefined) throw this.failure.error;
  }
}
