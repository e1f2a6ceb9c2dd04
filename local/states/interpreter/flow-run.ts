import { setImmediate } from 'node:timers/promises';
import type { EventChain } from '../history/history';
import type { EventDetails, HistoryEventType } from '../history/history-event';
import type { Flow, State } from '../language/definition';
import { Aborted } from './abortion';
import type { BranchCheckpoint, Checkpoint } from './checkpoint';
import type { ExecutionScope } from './execution-scope';
import { Frame, type MapItem } from './frame';
import { exceedsLimit, jsonText } from './json-text';
import type { Step } from './recover';
import { runMap, runParallel } from './run-branches';
import { runDistributedMap } from './run-distributed-map';
import { runChoice, runFail, runPass, runSucceed, runWait } from './run-simple';
import { runTask } from './run-task';
import { StateError, StatesErrorName } from './state-error';

const COMPLETE = { truncated: false } as const;

/** Transitions after which a flow lets others run: a loop of Pass and Choice states never waits by itself. */
const TRANSITIONS_PER_TURN = 50;

/** One run through a flow of states: the whole machine, a branch, or an iteration. */
export class FlowRun {
  /** The state that is being visited. */
  state?: State;
  /** Checkpoints of the branches of the state that is being visited, where it has any. */
  branches?: () => readonly (BranchCheckpoint | null)[];
  private input: unknown;
  private ended?: { readonly output: unknown };

  constructor(
    private readonly execution: ExecutionScope,
    private readonly flow: Flow,
    readonly chain: EventChain,
    private readonly signal: AbortSignal,
    private readonly item?: MapItem,
  ) {}

  get isFinished(): boolean {
    return this.ended !== undefined;
  }

  /** Where a redrive would take this flow up. */
  checkpoint(): BranchCheckpoint | null {
    if (this.ended !== undefined) return this.ended;
    if (this.state === undefined) return null;
    return { state: this.state.name, input: this.input, branches: this.branches?.() };
  }

  record(type: HistoryEventType, details?: EventDetails): void {
    this.chain.last = this.execution.history.record(type, this.chain.last, details);
  }

  /**
   * Visits state after state until the flow ends.
   * @param resume where an earlier run stopped.
   * @returns the output of the last state.
   * @throws StateError, Aborted
   */
  async run(input: unknown, resume?: Checkpoint): Promise<unknown> {
    let name: string | undefined = resume?.state ?? this.flow.startAt;
    let data = resume === undefined ? input : resume.input;
    let branches = resume?.branches;
    for (let count = 1; name !== undefined; count++) {
      if (this.signal.aborted) throw new Aborted();
      if (count % TRANSITIONS_PER_TURN === 0) await setImmediate();
      const state = this.flow.states.get(name) as State;
      const step = await this.visit(state, data, branches);
      branches = undefined;
      data = step.output;
      name = step.next;
    }
    this.ended = { output: data };
    return data;
  }

  private async visit(state: State, input: unknown, resume: Checkpoint['branches']): Promise<Step> {
    this.state = state;
    this.input = input;
    this.branches = undefined;
    this.record(`${state.type}StateEntered`, { input: jsonText(input), inputDetails: COMPLETE, name: state.name });
    const frame = new Frame(this.execution, state, input, this.chain, this.signal, this, this.item);
    const step = await runState(state, frame, resume);
    const output = jsonText(step.output);
    if (exceedsLimit(output)) throw tooLarge(state);
    if (state.type !== 'Fail') {
      this.record(`${state.type}StateExited`, { name: state.name, output, outputDetails: COMPLETE });
    }
    return step;
  }
}

function runState(state: State, frame: Frame, resume: Checkpoint['branches']): Step | Promise<Step> {
  switch (state.type) {
    case 'Task':
      return runTask(state, frame);
    case 'Pass':
      return runPass(state, frame);
    case 'Choice':
      return runChoice(state, frame);
    case 'Wait':
      return runWait(state, frame);
    case 'Succeed':
      return runSucceed(frame);
    case 'Fail':
      return runFail(state, frame);
    case 'Parallel':
      return runParallel(state, frame, resume);
    case 'Map':
      return state.mode === 'DISTRIBUTED' ? runDistributedMap(state, frame) : runMap(state, frame, resume);
  }
}

function tooLarge(state: State): StateError {
  return new StateError(
    StatesErrorName.DataLimitExceeded,
    `The state/task '${state.name}' returned a result with a size exceeding the maximum number of bytes service limit.`,
  );
}
