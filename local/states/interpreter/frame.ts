import type { EvaluationScope } from '../expression/evaluation-scope';
import type { EventChain } from '../history/history';
import type { EventDetails, HistoryEventType } from '../history/history-event';
import type { State } from '../language/definition';
import type { JsonPath } from '../path/json-path';
import { putAtPath, ResultPathMismatch } from '../path/result-path';
import { type ExecutionScope, isoTime } from './execution-scope';
import type { FlowRun } from './flow-run';
import { StateError, StatesErrorName } from './state-error';

/** `$$.Map.Item` */
export interface MapItem {
  readonly Index: number;
  readonly Value: unknown;
}

/** One visit of one state: its input, its place in the history, and how its expressions are evaluated. */
export class Frame {
  retryCount = 0;
  private readonly enteredTime: string;
  private readonly enteredEventId: number;

  constructor(
    readonly execution: ExecutionScope,
    readonly state: State,
    /** The raw input, before InputPath. */
    readonly input: unknown,
    readonly chain: EventChain,
    /** Aborted when this flow must end. */
    readonly signal: AbortSignal,
    /** The flow that this state belongs to. */
    readonly flow: FlowRun,
    private readonly item: MapItem | undefined,
  ) {
    this.enteredEventId = chain.last;
    this.enteredTime = isoTime(execution.environment.clock.now().getTime());
  }

  /** Records an event that follows the last one of this flow. */
  record(type: HistoryEventType, details?: EventDetails): number {
    this.chain.last = this.execution.history.record(type, this.chain.last, details);
    return this.chain.last;
  }

  /** What expressions see, `$` being this value. */
  scope(input: unknown, item: MapItem | undefined = this.item): EvaluationScope {
    const map = item === undefined ? {} : { Map: { Item: item } };
    return {
      input,
      random: this.execution.environment.random,
      context: {
        ...this.execution.context,
        ...map,
        State: { EnteredTime: this.enteredTime, Name: this.state.name, RetryCount: this.retryCount },
      },
    };
  }

  /** Evaluates; a failure says in which state, in the service's words. */
  evaluate<Result>(work: () => Result): Result {
    try {
      return work();
    } catch (error) {
      if (error instanceof ResultPathMismatch)
        throw this.explained(StatesErrorName.ResultPathMatchFailure, error.message);
      if (error instanceof StateError) throw this.explained(error.error, error.explanation);
      throw error;
    }
  }

  /** The input after InputPath. */
  effectiveInput(): unknown {
    const { inputPath } = this.state;
    return inputPath === undefined ? this.input : this.evaluate(() => inputPath(this.scope(this.input)));
  }

  /** The raw input with the result at its place. */
  placed(result: unknown, path: JsonPath | null | undefined): unknown {
    if (path === undefined) return result;
    return path === null ? this.input : this.evaluate(() => putAtPath(this.input, path, result));
  }

  /** The state's output: what OutputPath selects. */
  output(value: unknown): unknown {
    const { outputPath } = this.state;
    return outputPath === undefined ? value : this.evaluate(() => outputPath(this.scope(value)));
  }

  private explained(error: string | undefined, explanation: string | undefined): StateError {
    const where = `An error occurred while executing the state '${this.state.name}' (entered at the event id #${this.enteredEventId}).`;
    return new StateError(error, `${where} ${explanation ?? ''}`);
  }
}
