import { existsSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { wordForNumber } from '../../core/monitoring/formats/report-file';
import type { ProgressStream } from '../progress/progress';
import { UsageError } from '../usage-error';

/** How a command hands over its result. */
export interface ResultOptions {
  /** One JSON document instead of text. */
  readonly json?: boolean;
  /** File that gets the same document. */
  readonly out?: string;
}

/** Gives a command the options of `ResultOptions`. */
export function addResultOptions(command: Command): Command {
  return command
    .addOption(new Option('--json', 'print one JSON document instead of text').helpGroup('Result:'))
    .addOption(new Option('--out <file>', 'write that document to a file, for the next command').helpGroup('Result:'));
}

/** What `--json` prints of a command that failed before it had a result. */
export interface FailureDocument {
  readonly error: {
    /** Of the error: `ReleaseInProgress`, `UsageError`, or AWS's own. */
    readonly name: string;
    readonly message: string;
    /** Of the command. */
    readonly exitCode: number;
  };
}

/** The one way for results: text for people or JSON for programs, on standard output. */
export class Printer {
  private printed = false;

  constructor(
    private readonly stream: ProgressStream,
    private readonly options: ResultOptions,
  ) {}

  /** To be asked before anything is done. @throws UsageError where the file of `--out` has no folder to lie in. */
  assertWritable(): void {
    const { out } = this.options;
    if (out !== undefined && !existsSync(dirname(resolve(out)))) {
      throw new UsageError(`--out ${out}: there is no folder '${dirname(out)}'.`);
    }
  }

  /** Whether a program reads the result. */
  get json(): boolean {
    return this.options.json === true;
  }

  /** A line for people, at once; nothing where JSON is wanted. */
  line(text: string): void {
    if (!this.json) this.stream.write(`${text}\n`);
  }

  /**
   * What came of the command, once, at its end.
   * @param result the document for `--json` and `--out`.
   * @param text the same for people, without a newline at its end; empty where the lines before have said it all.
   */
  result(result: unknown, text: string): void {
    const { out } = this.options;
    this.printed = true;
    const document = `${JSON.stringify(result, wordForNumber, 2)}\n`;
    if (out !== undefined) writeResult(out, document);
    if (this.json) this.stream.write(document);
    else if (text !== '') this.stream.write(`${text}\n`);
  }

  /**
   * A program that reads one document is to get one of a failure too; people read of it on standard error. Nothing where the result is printed already:
   * a check that says no comes after it. The file of `--out` is for the next command, and is not written.
   */
  failure(document: FailureDocument): void {
    if (this.json && !this.printed) this.stream.write(`${JSON.stringify(document, null, 2)}\n`);
  }
}

function writeResult(file: string, document: string): void {
  try {
    writeFileSync(file, document);
  } catch (cause) {
    throw new UsageError(`--out ${file} cannot be written: ${(cause as Error).message}.`, { cause });
  }
}
