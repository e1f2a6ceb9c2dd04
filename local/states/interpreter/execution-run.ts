import type { EventDetails } from '../history/history-event';
import type { Definition } from '../language/definition';
import { Aborted, newController } from './abortion';
import type { Checkpoint } from './checkpoint';
import type { ExecutionScope } from './execution-scope';
import { FlowRun } from './flow-run';
import { jsonText } from './json-text';
import { StateError, StatesErrorName } from './state-error';

/** How a run of an execution ended. */
export type Outcome =
  | { readonly status: 'SUCCEEDED'; readonly output: string }
  | {
      readonly status: 'FAILED' | 'TIMED_OUT' | 'ABORTED';
      readonly error?: string;
      readonly cause?: string;
      /** Where a redrive takes it up. */
      readonly checkpoint?: Checkpoint;
    };

/** What StopExecution says. */
export interface StopReason {
  readonly error?: string;
  readonly cause?: string;
}

/** Runs an execution once, from its start or from a checkpoint, and records its end. */
export class ExecutionRun {
  private readonly controller = newController();
  private readonly root: FlowRun;
  private stopReason: StopReason | undefined;
  private timedOut = false;

  constructor(
    private readonly definition: Definition,
    private readonly scope: ExecutionScope,
  ) {
    const chain = { last: 0 };
    this.root = new FlowRun(scope, definition, chain, this.controller.signal);
  }

  /** Ends the run from outside; tasks are told by their signal. */
  stop(reason: StopReason): void {
    this.stopReason ??= reason;
    this.controller.abort('ended');
  }

  /** Never rejects. */
  async run(input: unknown, resume?: Checkpoint): Promise<Outcome> {
    if (resume !== undefined) this.root.chain.last = this.scope.history.events.length;
    const timer = new AbortController();
    void this.expire(timer.signal);
    try {
      const output = jsonText(await this.root.run(input, resume));
      this.root.record('ExecutionSucceeded', { output, outputDetails: { truncated: false } });
      return { status: 'SUCCEEDED', output };
    } catch (error) {
      return this.failed(error);
    } finally {
      timer.abort('ended');
    }
  }

  private async expire(signal: AbortSignal): Promise<void> {
    const { timeoutSeconds } = this.definition;
    if (timeoutSeconds === undefined) return;
    await this.scope.environment.sleeper.sleep(timeoutSeconds * 1000, signal);
    if (signal.aborted) return;
    this.timedOut = true;
    this.controller.abort('ended');
  }

  private failed(error: unknown): Outcome {
    const { history } = this.scope;
    const checkpoint = (this.root.checkpoint() ?? undefined) as Checkpoint | undefined;
    if (error instanceof Aborted && this.stopReason !== undefined) {
      history.record('ExecutionAborted', 0, present(this.stopReason));
      return { status: 'ABORTED', ...this.stopReason, checkpoint };
    }
    if (error instanceof Aborted && this.timedOut) {
      history.record('ExecutionTimedOut', 0, { error: StatesErrorName.Timeout });
      return { status: 'TIMED_OUT', checkpoint };
    }
    const reason = error instanceof StateError ? reasonOf(error) : internal(error);
    this.root.record('ExecutionFailed', present(reason));
    return { status: 'FAILED', ...reason, checkpoint };
  }
}

const reasonOf = ({ error, explanation }: StateError): StopReason => ({ error, cause: explanation });

/** A fault of the laptop itself must show, not hang the execution. */
const internal = (error: unknown): StopReason => ({
  error: StatesErrorName.Runtime,
  cause: `The laptop failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
});

const present = ({ error, cause }: StopReason): EventDetails => ({
  ...(error === undefined ? {} : { error }),
  ...(cause === undefined ? {} : { cause }),
});
