import { createHash } from 'node:crypto';
import { appendFile, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { HistoryEvent } from '../history/history-event';
import type { ExecutionRecord } from './execution-record';

/** Texts below this are cheaper written again than referred to. Characters. */
const SHARED_TEXT_LENGTH = 200;

export interface StoredExecution {
  readonly record: ExecutionRecord;
  readonly events: readonly HistoryEvent[];
}

type Line =
  | { readonly text: string; readonly number: number }
  | { readonly event: HistoryEvent }
  | { readonly record: ExecutionRecord };

/** A long text is written once; afterwards its number stands for it, as the same data stands in many events. */
interface TextReference {
  readonly $text: number;
}

/** The file of one execution: JSON lines, only ever appended to; the last record counts. */
export class ExecutionFile {
  private readonly path: string;
  /** Texts that the file holds, by their number. */
  private readonly texts = new Map<string, number>();
  private nextText = 0;
  /** The file ends within a line: a kill or a full disk has cut it short. */
  private torn = false;
  private writing: Promise<void> = Promise.resolve();

  constructor(folder: string, arn: string) {
    this.path = join(folder, `${createHash('sha256').update(arn).digest('hex').slice(0, 32)}.jsonl`);
  }

  /** Appends events and then the record; appends are written in their order. */
  append(events: readonly HistoryEvent[], record: ExecutionRecord): Promise<void> {
    const lines: Line[] = [];
    for (const event of events) {
      const details = event.details && this.shared(event.details, lines);
      lines.push({ event: details === undefined ? event : { ...event, details } });
    }
    lines.push({ record: this.shared({ ...record }, lines) as unknown as ExecutionRecord });
    const chunk = `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`;
    const done = this.writing.then(() => this.write(chunk));
    this.writing = done.catch(() => undefined);
    return done;
  }

  /** @returns undefined where nothing was written. A line that a kill cut short is left out. */
  async read(): Promise<StoredExecution | undefined> {
    await this.writing;
    const content = await readFile(this.path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return '';
      throw error;
    });
    return this.decode(content);
  }

  async delete(): Promise<void> {
    await this.writing;
    await rm(this.path, { force: true });
  }

  private async write(chunk: string): Promise<void> {
    try {
      await appendFile(this.path, this.torn ? `\n${chunk}` : chunk);
      this.torn = false;
    } catch (error) {
      this.torn = true;
      this.texts.clear();
      throw error;
    }
  }

  private decode(content: string): StoredExecution | undefined {
    this.torn = content !== '' && !content.endsWith('\n');
    const texts: string[] = [];
    const events: HistoryEvent[] = [];
    let record: ExecutionRecord | undefined;
    const restore = <Shape extends object>(shape: Shape): Shape =>
      Object.fromEntries(
        Object.entries(shape).map(([key, value]) => [key, isReference(value) ? texts[value.$text] : value]),
      ) as Shape;
    for (const text of content.split('\n')) {
      const line = parseLine(text);
      if (line === undefined) continue;
      if ('text' in line) texts[line.number] = line.text;
      else if ('record' in line) record = restore(line.record);
      else
        events.push(
          line.event.details === undefined ? line.event : { ...line.event, details: restore(line.event.details) },
        );
    }
    this.texts.clear();
    this.nextText = texts.length;
    for (const [number, text] of texts.entries()) if (text !== undefined) this.texts.set(text, number);
    return record && { record, events };
  }

  private shared(shape: Readonly<Record<string, unknown>>, lines: Line[]): Record<string, unknown> {
    return Object.fromEntries(
      Object.entries(shape).map(([key, value]) => {
        if (typeof value !== 'string' || value.length < SHARED_TEXT_LENGTH) return [key, value];
        let number = this.texts.get(value);
        if (number === undefined) {
          number = this.nextText++;
          this.texts.set(value, number);
          lines.push({ text: value, number });
        }
        return [key, { $text: number } satisfies TextReference];
      }),
    );
  }
}

const isReference = (value: unknown): value is TextReference =>
  typeof value === 'object' && value !== null && '$text' in value;

function parseLine(text: string): Line | undefined {
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as Line;
  } catch {
    return undefined;
  }
}
