import { mkdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { CHILD_STATUSES, type ChildEnd, type ChildStatus } from './child-end';
import { LineLog, type LinePlace } from './line-log';
import { NumberColumn } from './number-column';

/** How many children, or items, are in each status. */
export type StatusCounts = Record<ChildStatus, number> & {
  total: number;
  /** Of those that are pending: how many have ended once and wait to be run again. */
  redriven: number;
};

interface InputLine {
  readonly items: number;
  readonly input: string;
}

/**
 * The children of one map run, in the order of their items: inputs and ends on disk, and of each a handful of numbers in memory, so
 * that a hundred thousand of them cost a few megabytes.
 */
export class ChildTable {
  private readonly items = new NumberColumn();
  private readonly statuses = new NumberColumn();
  private readonly inputs = { offset: new NumberColumn(), length: new NumberColumn() };
  private readonly ends = { offset: new NumberColumn(), length: new NumberColumn() };

  private constructor(
    private readonly inputLog: LineLog,
    private readonly endLog: LineLog,
  ) {}

  /** An empty table; whatever an interrupted reading of the items has left is removed. */
  static async create(folder: string): Promise<ChildTable> {
    mkdirSync(folder, { recursive: true });
    for (const name of ['inputs.jsonl', 'ends.jsonl']) await rm(join(folder, name), { force: true });
    return new ChildTable(
      await LineLog.open(join(folder, 'inputs.jsonl')),
      await LineLog.open(join(folder, 'ends.jsonl')),
    );
  }

  /** The table as it was left: what ran then is pending again. */
  static async open(folder: string): Promise<ChildTable> {
    mkdirSync(folder, { recursive: true });
    const inputs = await LineLog.open(join(folder, 'inputs.jsonl'));
    const ends = await LineLog.open(join(folder, 'ends.jsonl'));
    const table = new ChildTable(inputs, ends);
    for await (const { text, ...place } of inputs.lines()) table.remember((JSON.parse(text) as InputLine).items, place);
    for await (const { text, ...place } of ends.lines()) {
      const { index, status } = JSON.parse(text) as ChildEnd;
      if (index < table.length) table.noteEnd(index, status, place);
    }
    return table;
  }

  get length(): number {
    return this.items.length;
  }

  async add(items: number, input: string): Promise<void> {
    this.remember(items, this.inputLog.append(JSON.stringify({ items, input } satisfies InputLine)));
    if (this.inputLog.isFull) await this.inputLog.flush();
  }

  itemsOf(index: number): number {
    return this.items.get(index);
  }

  status(index: number): ChildStatus {
    return CHILD_STATUSES[this.statuses.get(index)] as ChildStatus;
  }

  async input(index: number): Promise<string> {
    return (JSON.parse(await this.inputLog.read(placeIn(this.inputs, index))) as InputLine).input;
  }

  /** The last end of a child; undefined for one that has not ended yet. */
  async end(index: number): Promise<ChildEnd | undefined> {
    const place = placeIn(this.ends, index);
    return place.length === 0 ? undefined : (JSON.parse(await this.endLog.read(place)) as ChildEnd);
  }

  begin(index: number): void {
    this.statuses.set(index, CHILD_STATUSES.indexOf('RUNNING'));
  }

  finish(end: ChildEnd): void {
    this.noteEnd(end.index, end.status, this.endLog.append(JSON.stringify(end)));
  }

  /** Before a redrive: whatever has not succeeded is to run again. */
  requeue(): void {
    for (let index = 0; index < this.length; index++) {
      if (this.status(index) !== 'SUCCEEDED') this.statuses.set(index, CHILD_STATUSES.indexOf('PENDING'));
    }
  }

  counts(): { readonly executions: StatusCounts; readonly items: StatusCounts } {
    const executions = emptyCounts();
    const items = emptyCounts();
    for (let index = 0; index < this.length; index++) {
      const status = this.status(index);
      executions[status]++;
      executions.total++;
      items[status] += this.itemsOf(index);
      items.total += this.itemsOf(index);
      if (status !== 'PENDING' || this.ends.length.get(index) === 0) continue;
      executions.redriven++;
      items.redriven += this.itemsOf(index);
    }
    return { executions, items };
  }

  /** @throws the disk's error */
  async flush(): Promise<void> {
    await this.inputLog.flush();
    await this.endLog.flush();
  }

  async close(): Promise<void> {
    await this.inputLog.close();
    await this.endLog.close();
  }

  private remember(items: number, place: LinePlace): void {
    this.items.push(items);
    this.statuses.push(0);
    this.inputs.offset.push(place.offset);
    this.inputs.length.push(place.length);
    this.ends.offset.push(0);
    this.ends.length.push(0);
  }

  private noteEnd(index: number, status: ChildStatus, place: LinePlace): void {
    this.statuses.set(index, CHILD_STATUSES.indexOf(status));
    this.ends.offset.set(index, place.offset);
    this.ends.length.set(index, place.length);
  }
}

const placeIn = (
  { offset, length }: { readonly offset: NumberColumn; readonly length: NumberColumn },
  index: number,
): LinePlace => ({ offset: offset.get(index), length: length.get(index) });

const emptyCounts = (): StatusCounts => ({
  PENDING: 0,
  RUNNING: 0,
  SUCCEEDED: 0,
  FAILED: 0,
  TIMED_OUT: 0,
  ABORTED: 0,
  total: 0,
  redriven: 0,
});
