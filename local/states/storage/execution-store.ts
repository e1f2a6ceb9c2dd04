import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { HistoryEvent } from '../history/history-event';
import { ExecutionFile, type StoredExecution } from './execution-file';
import { ExecutionIndex } from './execution-index';
import { type ExecutionRecord, type ExecutionSummary, summaryOf } from './execution-record';

/** Executions that were read or finished last stay in memory. */
const RECENT = 32;

export interface ExecutionStoreOptions {
  /** Finished executions beyond this many are forgotten, the oldest first. @default 5000 */
  readonly keep?: number;
  /** Removes what else belongs to a forgotten execution. @default nothing does */
  readonly onForget?: (arn: string) => Promise<void>;
}

/**
 * Every execution on disk, its summary in memory. An execution that ends soon costs one append to its file and two lines of the
 * index; only a start waits for the disk, for what is acknowledged must not be lost.
 */
export class ExecutionStore {
  private readonly folder: string;
  private readonly index: ExecutionIndex;
  private readonly summaries = new Map<string, ExecutionSummary>();
  /** By machine and in the order of their start. */
  private readonly arnsByMachine = new Map<string, Set<string>>();
  private readonly recent = new Map<string, StoredExecution>();
  private readonly pending = new Set<Promise<void>>();
  /** Forgotten, but not off the disk yet. */
  private readonly erasing = new Set<string>();
  private readonly interruptedRecords: ExecutionRecord[] = [];
  private readonly keep: number;
  private readonly onForget: (arn: string) => Promise<void>;

  constructor(folder: string, options: ExecutionStoreOptions = {}) {
    this.folder = join(folder, 'executions');
    this.keep = options.keep ?? 5000;
    this.onForget = options.onForget ?? (async () => undefined);
    mkdirSync(this.folder, { recursive: true });
    this.index = new ExecutionIndex(join(folder, 'index.jsonl'));
    for (const entry of this.index.load()) {
      if (entry.status === 'RUNNING') this.interruptedRecords.push(entry as ExecutionRecord);
      this.remember(summaryOf(entry));
    }
  }

  /** Executions that were running when the last process ended. */
  get interrupted(): readonly ExecutionRecord[] {
    return this.interruptedRecords;
  }

  summary(arn: string): ExecutionSummary | undefined {
    return this.summaries.get(arn);
  }

  /** Whether an execution of this ARN is here, or its traces still are. */
  has(arn: string): boolean {
    return this.summaries.has(arn) || this.erasing.has(arn);
  }

  /** Newest first; of one machine, or of all. */
  list(stateMachineArn?: string): ExecutionSummary[] {
    const arns =
      stateMachineArn === undefined ? this.summaries.keys() : (this.arnsByMachine.get(stateMachineArn) ?? []);
    return [...arns].reverse().flatMap((arn) => this.summaries.get(arn) ?? []);
  }

  file(arn: string): ExecutionFile {
    return new ExecutionFile(this.folder, arn);
  }

  /** Notes that an execution runs, from now or again. */
  begin(record: ExecutionRecord): void {
    this.recent.delete(record.arn);
    this.remember(summaryOf(record));
    this.index.put(record);
  }

  /** Writes what has happened so far of an execution that still runs. */
  progress(file: ExecutionFile, events: readonly HistoryEvent[], record: ExecutionRecord): void {
    this.track(file.append(events, record));
  }

  /** @param unwritten events that the file does not have yet. */
  finish(file: ExecutionFile, unwritten: readonly HistoryEvent[], stored: StoredExecution): void {
    this.remember(summaryOf(stored.record));
    this.touch(stored);
    this.track(file.append(unwritten, stored.record).then(() => this.index.put(stored.record)));
    this.prune();
  }

  /** A finished execution with its events. */
  async read(arn: string): Promise<StoredExecution | undefined> {
    const known = this.recent.get(arn) ?? (await this.file(arn).read());
    if (known !== undefined) this.touch(known);
    return known;
  }

  /** Resolves when what has begun until now would be found after a kill. @throws the disk's error */
  saved(): Promise<void> {
    return this.index.flush();
  }

  /** Resolves when everything so far is on disk. */
  async flush(): Promise<void> {
    await Promise.all(this.pending);
    await this.index.flush();
  }

  private remember(summary: ExecutionSummary): void {
    this.summaries.set(summary.arn, summary);
    const arns = this.arnsByMachine.get(summary.stateMachineArn) ?? new Set();
    this.arnsByMachine.set(summary.stateMachineArn, arns.add(summary.arn));
  }

  private touch(stored: StoredExecution): void {
    const { arn } = stored.record;
    this.recent.delete(arn);
    this.recent.set(arn, stored);
    if (this.recent.size > RECENT) this.recent.delete(this.recent.keys().next().value as string);
  }

  private prune(): void {
    for (const { arn, status, stateMachineArn } of this.summaries.values()) {
      if (this.summaries.size <= this.keep) return;
      if (status === 'RUNNING') continue;
      this.summaries.delete(arn);
      this.arnsByMachine.get(stateMachineArn)?.delete(arn);
      this.recent.delete(arn);
      this.erasing.add(arn);
      this.track(this.erase(arn, [...this.pending]));
    }
  }

  /** After what is being written, for that may be this very execution. */
  private async erase(arn: string, before: readonly Promise<void>[]): Promise<void> {
    await Promise.all(before);
    this.index.remove(arn);
    await this.file(arn).delete();
    await this.onForget(arn);
    this.erasing.delete(arn);
  }

  private track(work: Promise<void>): void {
    const settled = work
      .catch((error: Error) => process.emitWarning(`An execution could not be written: ${error.message}`))
      .finally(() => this.pending.delete(settled));
    this.pending.add(settled);
  }
}
