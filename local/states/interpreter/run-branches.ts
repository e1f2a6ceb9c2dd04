import type { Flow, MapState, ParallelState } from '../language/definition';
import { NOT_FOUND } from '../path/select-path';
import { Aborted, type LinkedController, linkController } from './abortion';
import type { BranchCheckpoint } from './checkpoint';
import { FlowRun } from './flow-run';
import type { Frame, MapItem } from './frame';
import { recover, type Step } from './recover';
import { readNumber } from './run-simple';
import { runtimeError, StateError } from './state-error';

/** The service runs at most this many iterations of an inline Map at a time. */
const MAX_ITERATIONS_AT_ONCE = 40;

type Checkpoints = readonly (BranchCheckpoint | null)[];

/** @param resume the branches of an execution that is redriven; used by the first attempt only. */
export function runParallel(state: ParallelState, frame: Frame, resume?: Checkpoints): Promise<Step> {
  let earlier = resume;
  return recover(state, frame, async () => {
    const input = frame.effectiveInput();
    const { parameters } = state;
    const shaped = parameters === undefined ? input : frame.evaluate(() => parameters(frame.scope(input)));
    frame.record('ParallelStateStarted');
    const branches = state.branches.map((flow) => ({ flow, input: shaped }));
    const outputs = await new Branches(frame, 'Parallel', branches, earlier).run(
      branches.length,
      () => (earlier = undefined),
    );
    return finished(state, frame, outputs);
  });
}

/** @param resume the iterations of an execution that is redriven; used by the first attempt only. */
export function runMap(state: MapState, frame: Frame, resume?: Checkpoints): Promise<Step> {
  let earlier = resume;
  return recover(state, frame, async () => {
    const input = frame.effectiveInput();
    const items = frame.evaluate(() => mapItems(state, frame, input));
    const limit = frame.evaluate(() => readNumber(state.maxConcurrency, frame, input, 0));
    const { itemSelector } = state;
    const iterations = items.map((Value, Index): Branch => {
      const item: MapItem = { Index, Value };
      const selected =
        itemSelector === undefined ? Value : frame.evaluate(() => itemSelector(frame.scope(input, item)));
      return { flow: state.processor, input: selected, item };
    });
    frame.record('MapStateStarted', { length: items.length });
    const atOnce = limit === 0 ? MAX_ITERATIONS_AT_ONCE : Math.min(limit, MAX_ITERATIONS_AT_ONCE);
    const outputs = await new Branches(frame, 'Map', iterations, earlier).run(atOnce, () => (earlier = undefined));
    return finished(state, frame, outputs);
  });
}

function mapItems(state: MapState, frame: Frame, input: unknown): readonly unknown[] {
  const items = state.items === undefined ? input : state.items.read(frame.scope(input));
  if (items !== NOT_FOUND && Array.isArray(items)) return items;
  throw runtimeError(`Reference path "${state.items?.path ?? '$'}" must point to array.`);
}

function finished(state: ParallelState | MapState, frame: Frame, outputs: readonly unknown[]): unknown {
  frame.record(`${state.type}StateSucceeded`);
  const { resultSelector } = state;
  const selected = resultSelector === undefined ? outputs : frame.evaluate(() => resultSelector(frame.scope(outputs)));
  return frame.placed(selected, state.resultPath);
}

interface Branch {
  readonly flow: Flow;
  readonly input: unknown;
  readonly item?: MapItem;
}

/** The branches of one attempt of a Parallel or Map state: the first failure ends all others. */
class Branches {
  private readonly runs: (FlowRun | undefined)[] = [];
  private readonly group: LinkedController;
  private readonly startedEventId: number;
  private failure: unknown;

  constructor(
    private readonly frame: Frame,
    private readonly type: 'Parallel' | 'Map',
    private readonly branches: readonly Branch[],
    private readonly resume: Checkpoints | undefined,
  ) {
    this.group = linkController(frame.signal);
    this.startedEventId = frame.chain.last;
    frame.flow.branches = () => branches.map((_, index) => this.runs[index]?.checkpoint() ?? resume?.[index] ?? null);
  }

  /**
   * Runs all branches, at most `atOnce` at a time.
   * @param onStarted called before the first one begins.
   * @returns their outputs in order.
   */
  async run(atOnce: number, onStarted: () => void): Promise<unknown[]> {
    onStarted();
    const outputs: unknown[] = new Array(this.branches.length);
    let next = 0;
    const work = async (): Promise<void> => {
      while (next < this.branches.length && !this.group.signal.aborted) {
        const index = next++;
        outputs[index] = await this.runBranch(index);
      }
    };
    await Promise.all(Array.from({ length: Math.min(atOnce, this.branches.length) }, work));
    this.group.unlink();
    if (this.failure !== undefined) throw this.failure;
    if (this.frame.signal.aborted) throw new Aborted();
    this.frame.flow.branches = undefined;
    return outputs;
  }

  /** Never rejects: the first failure is kept, and the rest is aborted. */
  private async runBranch(index: number): Promise<unknown> {
    const { flow, input, item } = this.branches[index] as Branch;
    const earlier = this.resume?.[index] ?? undefined;
    if (earlier !== undefined && 'output' in earlier) return earlier.output;
    const run = new FlowRun(this.frame.execution, flow, { last: this.startedEventId }, this.group.signal, item);
    this.runs[index] = run;
    const name = this.frame.state.name;
    try {
      if (this.type === 'Map') run.record('MapIterationStarted', { name, index });
      const output = await run.run(input, earlier);
      if (this.type === 'Map') run.record('MapIterationSucceeded', { name, index });
      this.frame.chain.last = run.chain.last;
      return output;
    } catch (error) {
      if (this.failure === undefined && !(error instanceof Aborted)) this.fail(error, index, run);
      return undefined;
    }
  }

  /** All events of the failure follow the event that brought it, as on AWS. */
  private fail(error: unknown, failed: number, run: FlowRun): void {
    this.failure = error;
    const { history } = this.frame.execution;
    const because = run.chain.last;
    const name = this.frame.state.name;
    this.group.abort();
    if (error instanceof StateError) {
      if (this.type === 'Map') history.record('MapIterationFailed', because, { name, index: failed });
      for (const [index, other] of this.runs.entries()) {
        if (other === undefined || other === run || other.isFinished) continue;
        const state = other.state?.type;
        if (state === 'Task' || state === 'Wait' || state === 'Parallel' || state === 'Map') {
          history.record(`${state}StateAborted`, because);
        }
        if (this.type === 'Map') history.record('MapIterationAborted', because, { name, index });
      }
      this.frame.chain.last = history.record(`${this.type}StateFailed`, because);
    }
  }
}
