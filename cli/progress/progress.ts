import { exitCodeOf, USAGE } from '../exit-code';
import { Interrupted } from '../interrupt';

/** Where progress is written; standard error by default, so that standard output holds results only. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Pause between two lines of one step where the stream is no terminal. */
const LINE_EVERY_MILLISECONDS = 5_000;
/** How often a terminal sees the seconds go on, whether or not the work reports. */
const TICK_MILLISECONDS = 1_000;

/**
 * Shows what a command is doing: which step of how many, how far, how long. On a terminal the step's line is redrawn in place; elsewhere (a
 * log file, CI) a new line is written every five seconds and at the end. The seconds go on while the work has nothing to report.
 */
export class Progress {
  private step = 0;
  private title = '';
  private told = '';
  private startedAt = 0;
  private lastLineAt = 0;

  constructor(
    private readonly steps: number,
    private readonly stream: ProgressStream = process.stderr,
    private readonly now: () => number = Date.now,
  ) {}

  /** Runs one step; `work` reports how far it is, and answers what came of it, in a few words. */
  async run<Result>(
    title: string,
    work: (report: (text: string) => void) => Promise<Result>,
    outcome: (result: Result) => string = () => '',
  ): Promise<Result> {
    this.begin(title);
    const ticker = setInterval(() => this.report(this.told), TICK_MILLISECONDS);
    ticker.unref();
    try {
      const result = await work((text) => this.report(text));
      this.end(outcome(result));
      return result;
    } catch (error) {
      if (exitCodeOf(error) === USAGE) this.erase();
      else this.end(error instanceof Interrupted ? 'interrupted' : 'failed');
      throw error;
    } finally {
      clearInterval(ticker);
    }
  }

  private begin(title: string): void {
    this.step += 1;
    this.title = title;
    this.told = '';
    this.startedAt = this.now();
    this.lastLineAt = this.startedAt;
    if (this.stream.isTTY) this.stream.write(this.line(''));
  }

  private report(text: string): void {
    this.told = text;
    if (this.stream.isTTY) {
      this.stream.write(`\r\x1b[K${this.line(text)}`);
    } else if (this.now() - this.lastLineAt >= LINE_EVERY_MILLISECONDS) {
      this.lastLineAt = this.now();
      this.stream.write(`${this.line(text)}\n`);
    }
  }

  private end(text: string): void {
    this.stream.write(`${this.stream.isTTY ? '\r\x1b[K' : ''}${this.line(text)}\n`);
  }

  /** What the user named wrongly is told in one line, and that is not ours. */
  private erase(): void {
    if (this.stream.isTTY) this.stream.write('\r\x1b[K');
  }

  private line(text: string): string {
    const seconds = ((this.now() - this.startedAt) / 1000).toFixed(1);
    return `[${this.step}/${this.steps}] ${this.title.padEnd(30)} ${seconds.padStart(6)} s  ${text}`.trimEnd();
  }
}
