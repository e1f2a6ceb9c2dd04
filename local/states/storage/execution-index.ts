import { mkdirSync, readFileSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { replaceFile } from '../../replace-file';
import { type ExecutionRecord, type ExecutionSummary, summaryOf } from './execution-record';

/** How long a change may wait for others to be written with it. Milliseconds. */
const GATHER = 20;

/** A summary, or the whole record of an execution that is running: its input must be found after a kill. */
type Entry = ExecutionSummary | ExecutionRecord;

/** The summaries of all executions in one file of JSON lines; the last line of an execution counts. */
export class ExecutionIndex {
  private waiting: string[] = [];
  private timer: NodeJS.Timeout | undefined;
  /** The append that is under way; never rejects. */
  private writing: Promise<void> = Promise.resolve();
  /** The append that comes after it, with all that waits by then. */
  private next: Promise<void> | undefined;

  constructor(private readonly path: string) {
    mkdirSync(dirname(path), { recursive: true });
  }

  /** Reads all entries, oldest first, and leaves a file without the lines that no longer count. */
  load(): Entry[] {
    const entries = new Map<string, Entry | null>();
    for (const line of this.lines()) {
      const entry = parse(line);
      if (entry === undefined) continue;
      if ('removed' in entry) entries.delete(entry.removed);
      else entries.set(entry.arn, entry);
    }
    const kept = [...entries.values()].filter((entry): entry is Entry => entry !== null);
    replaceFile(this.path, kept.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
    return kept.sort((a, b) => a.startDate - b.startDate);
  }

  put(record: ExecutionRecord): void {
    this.write(record.status === 'RUNNING' ? record : summaryOf(record));
  }

  remove(arn: string): void {
    this.write({ removed: arn });
  }

  /** Resolves when everything so far is on disk; callers at one time share one write. @throws the disk's error */
  flush(): Promise<void> {
    this.next ??= this.writing.then(() => this.append());
    return this.next;
  }

  private write(entry: Entry | { readonly removed: string }): void {
    this.waiting.push(`${JSON.stringify(entry)}\n`);
    this.timer ??= setTimeout(() => {
      this.flush().catch((error: Error) =>
        process.emitWarning(`The list of executions could not be written: ${error.message}`),
      );
    }, GATHER);
  }

  private append(): Promise<void> {
    this.next = undefined;
    clearTimeout(this.timer);
    this.timer = undefined;
    const chunk = this.waiting.join('');
    this.waiting = [];
    const done = chunk === '' ? Promise.resolve() : appendFile(this.path, chunk);
    this.writing = done.catch(() => {
      // It is written again with the next change, on a line of its own: a full disk may have taken half of it.
      this.waiting.unshift(`\n${chunk}`);
    });
    return done;
  }

  private lines(): string[] {
    try {
      return readFileSync(this.path, 'utf8').split('\n');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    }
  }
}

function parse(line: string): Entry | { readonly removed: string } | undefined {
  if (line === '') return undefined;
  try {
    return JSON.parse(line) as Entry | { readonly removed: string };
  } catch {
    // A kill cut the last line short.
    return undefined;
  }
}
