import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { StopReason } from '../interpreter/execution-run';
import { StateError, StatesErrorName } from '../interpreter/state-error';
import { LiveExecution } from '../service/live-execution';
import { ExecutionFile } from '../storage/execution-file';
import type { ExecutionRecord } from '../storage/execution-record';
import { batchItems } from './batch-items';
import { childRecord } from './child-record';
import type { ChildEnd } from './children/child-end';
import { ChildTable } from './children/child-table';
import type { MapRunPlan } from './map-run-plan';
import { exceedsTolerance, type MapRunLimits, type MapRunRecord, writeRecord } from './map-run-record';

/** The laptop runs at most this many children at a time, where AWS runs 10,000. */
const MAX_CHILDREN_AT_ONCE = 100;
/** An Express execution lasts at most five minutes. Seconds. */
const MAX_EXPRESS_SECONDS = 300;
/** How often the ends of children are written. Milliseconds. */
const WRITE_INTERVAL = 250;

/** One run of a Distributed Map: reads its items, runs its children, and stops where too many fail. */
export class MapRun {
  private readonly live = new Map<number, LiveExecution>();
  private failedItems = 0;
  private totalItems = 0;
  private exceeded = false;
  private wake: () => void = () => undefined;

  constructor(
    private current: MapRunRecord,
    readonly folder: string,
    private table: ChildTable | undefined,
  ) {}

  get record(): MapRunRecord {
    return this.current;
  }

  /** The children; read from disk where an earlier process has left them. */
  async children(): Promise<ChildTable> {
    if (this.table !== undefined) return this.table;
    const opened = await ChildTable.open(this.folder);
    // Meanwhile the run may have begun with a table of its own, which is the one that counts.
    if (this.table !== undefined) {
      await opened.close();
      return this.table;
    }
    this.table = opened;
    return opened;
  }

  /** The execution of a child that runs right now. */
  running(index: number): LiveExecution | undefined {
    return this.live.get(index);
  }

  change(part: Partial<MapRunRecord>): void {
    this.current = { ...this.current, ...part };
    writeRecord(join(this.folder, 'run.json'), this.current);
  }

  update(limits: MapRunLimits): void {
    this.change({ limits });
    this.wake();
  }

  /**
   * Reads the items, where that has not been done, and runs every child that has not succeeded.
   * @throws StateError States.ExceedToleratedFailureThreshold, States.DataLimitExceeded; what reading the items throws
   */
  async run(plan: MapRunPlan, items: AsyncIterable<unknown>): Promise<void> {
    const table = this.current.isRead ? await this.children() : await this.read(plan, items);
    table.requeue();
    this.failedItems = 0;
    this.exceeded = false;
    this.totalItems = table.counts().items.total;
    const stop = (): void => this.stopAll({});
    plan.signal.addEventListener('abort', stop);
    const writer = setInterval(() => void table.flush().catch(() => undefined), WRITE_INTERVAL);
    try {
      await this.runChildren(plan, table);
    } finally {
      clearInterval(writer);
      plan.signal.removeEventListener('abort', stop);
      await table.flush();
    }
    if (this.exceeded) {
      const cause = 'The specified tolerated failure threshold was exceeded';
      throw new StateError(StatesErrorName.ExceedToleratedFailureThreshold, cause);
    }
  }

  /** Lets go of the files; whoever asks for the children opens them again. */
  async close(): Promise<void> {
    await this.table?.close();
    this.table = undefined;
  }

  private async read(
    { state, batch, select, maxItems }: MapRunPlan,
    items: AsyncIterable<unknown>,
  ): Promise<ChildTable> {
    await this.close();
    const table = await ChildTable.create(this.folder);
    this.table = table;
    for await (const { items: count, input } of batchItems(selected(items, select, maxItems), state.batcher, batch)) {
      await table.add(count, input);
    }
    await table.flush();
    this.change({ isRead: true });
    return table;
  }

  private async runChildren(plan: MapRunPlan, table: ChildTable): Promise<void> {
    const running = new Set<Promise<void>>();
    for (let index = 0; index < table.length; index++) {
      if (table.status(index) === 'SUCCEEDED') continue;
      while (running.size >= this.atOnce() && !this.isEnding(plan)) await this.turn(running);
      if (this.isEnding(plan)) break;
      const work: Promise<void> = this.runChild(plan, table, index).finally(() => running.delete(work));
      running.add(work);
    }
    await Promise.all(running);
  }

  private isEnding({ signal }: MapRunPlan): boolean {
    return this.exceeded || signal.aborted;
  }

  private atOnce(): number {
    const { maxConcurrency } = this.current.limits;
    return maxConcurrency === 0 ? MAX_CHILDREN_AT_ONCE : Math.min(maxConcurrency, MAX_CHILDREN_AT_ONCE);
  }

  /** Waits until a child ends, or the limits change. */
  private turn(running: ReadonlySet<Promise<void>>): Promise<void> {
    const changed = new Promise<void>((resolve) => {
      this.wake = resolve;
    });
    return Promise.race([changed, ...running]);
  }

  private async runChild(plan: MapRunPlan, table: ChildTable, index: number): Promise<void> {
    const { environment, state, principal } = plan;
    const earlier = await table.end(index);
    const input = await table.input(index);
    // Between two reads the run may have been stopped.
    if (this.isEnding(plan)) return;
    const now = (): number => environment.clock.now().getTime();
    const redriveCount = earlier === undefined ? 0 : earlier.redriveCount + 1;
    const startDate = state.executionType === 'STANDARD' ? (earlier?.startDate ?? now()) : now();
    const record = childRecord(this.current, { index, input, startDate, redriveCount });
    const file = new ExecutionFile(this.folder, record.arn);
    const stored = state.executionType === 'STANDARD' && earlier !== undefined ? await file.read() : undefined;
    const role = principal.kind === 'role' ? { ...principal, arn: sessionOf(principal.arn, record.name) } : principal;
    const definition =
      state.executionType === 'EXPRESS' ? { ...state.processor, timeoutSeconds: MAX_EXPRESS_SECONDS } : state.processor;
    const execution = new LiveExecution(record, file, definition, environment, role, stored?.events);
    table.begin(index);
    this.live.set(index, execution);
    if (stored === undefined) {
      execution.history.record('ExecutionStarted', 0, {
        input,
        inputDetails: { truncated: false },
        roleArn: record.roleArn,
      });
    } else execution.history.record('ExecutionRedriven', stored.events.length, { redriveCount });
    const outcome = await execution.run(stored?.record.checkpoint);
    this.live.delete(index);
    const end = { index, startDate, redriveCount, stopDate: now(), ...ended(outcome) };
    table.finish(end);
    if (state.executionType === 'STANDARD') {
      await file.append(execution.takeUnwritten(), { ...record, ...outcome, stopDate: end.stopDate });
    }
    this.judge(plan, table.itemsOf(index), end);
    // Children that never wait must not keep everybody else waiting.
    await setImmediate();
  }

  private judge(plan: MapRunPlan, items: number, { status }: ChildEnd): void {
    if (status === 'SUCCEEDED' || plan.signal.aborted) return;
    this.failedItems += items;
    if (this.exceeded || !exceedsTolerance(this.current.limits, this.failedItems, this.totalItems)) return;
    this.exceeded = true;
    this.stopAll({});
  }

  private stopAll(reason: StopReason): void {
    for (const execution of this.live.values()) execution.stop(reason);
    this.wake();
  }
}

async function* selected(
  items: AsyncIterable<unknown>,
  select: MapRunPlan['select'],
  maxItems = Number.POSITIVE_INFINITY,
): AsyncGenerator<unknown> {
  let index = 0;
  for await (const item of items) {
    if (index >= maxItems) return;
    yield select(item, index++);
  }
}

const sessionOf = (arn: string, name: string): string => `${arn.slice(0, arn.lastIndexOf('/') + 1)}${name}`;

function ended(
  outcome: Awaited<ReturnType<LiveExecution['run']>>,
): Pick<ChildEnd, 'status' | 'output' | 'error' | 'cause'> {
  if (outcome.status === 'SUCCEEDED') return { status: 'SUCCEEDED', output: outcome.output };
  const { status, error, cause } = outcome;
  return { status, error, cause };
}

/** A child as it is described: running, ended, or not begun (then undefined). */
export async function describeChild(run: MapRun, index: number): Promise<ExecutionRecord | undefined> {
  const live = run.running(index);
  if (live !== undefined) return live.record;
  const table = await run.children();
  const end = index < table.length ? await table.end(index) : undefined;
  if (end === undefined) return undefined;
  const { startDate, redriveCount } = end;
  return childRecord(run.record, { index, input: await table.input(index), startDate, redriveCount }, end);
}
