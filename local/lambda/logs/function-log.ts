import { appendFile, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** One event of a function's log group. */
export interface FunctionLogEvent {
  readonly functionName: string;
  /** `/aws/lambda/NAME`, or the group that LoggingConfig names. */
  readonly logGroup: string;
  readonly logStream: string;
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  /** Without the newline at its end. A line that is JSON with `_aws` in it is an embedded metric. */
  readonly message: string;
}

export type LogListener = (event: FunctionLogEvent) => void;

/** A file that grew beyond this becomes `….1` and a new one begins. Bytes. */
const ROTATE_AT_BYTES = 16 * 1024 * 1024;
const FLUSH_AFTER_MS = 50;

/** The log of one function: a file that grows, and listeners. Lines are gathered, so that logging holds up no invocation. */
export class FunctionLog {
  private readonly path: string;
  private gathered: string[] = [];
  private size: number;
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> = Promise.resolve();

  constructor(
    folder: string,
    private readonly functionName: string,
    private readonly listeners: ReadonlySet<LogListener>,
  ) {
    mkdirSync(folder, { recursive: true });
    this.path = join(folder, `${functionName}.log`);
    this.size = statSync(this.path, { throwIfNoEntry: false })?.size ?? 0;
  }

  write(logGroup: string, logStream: string, message: string): void {
    this.gathered.push(message);
    this.timer ??= setTimeout(() => void this.flush(), FLUSH_AFTER_MS).unref();
    if (this.listeners.size === 0) return;
    const event = { functionName: this.functionName, logGroup, logStream, timestamp: Date.now(), message };
    for (const listener of this.listeners) listener(event);
  }

  /** Resolves when everything written so far is in the file. */
  flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.gathered.length > 0) {
      const text = Buffer.from(`${this.gathered.join('\n')}\n`);
      this.gathered = [];
      this.writing = this.writing.then(() => this.append(text));
    }
    return this.writing;
  }

  private append(text: Buffer): Promise<void> {
    if (this.size > ROTATE_AT_BYTES) {
      renameSync(this.path, `${this.path}.1`);
      this.size = 0;
    }
    this.size += text.length;
    // A full disk must not fail invocations: their answers matter more than their logs.
    return new Promise((resolve) => appendFile(this.path, text, () => resolve()));
  }
}
