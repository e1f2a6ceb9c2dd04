import type { Condition } from '../choice/condition';
import type { PathReader } from '../expression/compile-path';
import type { Expression } from '../expression/evaluation-scope';
import type { JsonPath } from '../path/json-path';
import type { DistributedMapState } from './distributed-map';

/** A list of states with its entrance: the whole machine, a branch of a Parallel, or the processor of a Map. */
export interface Flow {
  readonly startAt: string;
  readonly states: ReadonlyMap<string, State>;
}

/** A state machine as loaded: every path, template and rule is compiled, nothing unsupported is in it. */
export interface Definition extends Flow {
  readonly comment?: string;
  /** Seconds after which the whole execution times out. */
  readonly timeoutSeconds?: number;
}

/** Where a state hands over to: the next state's name, or undefined for the end of its flow. */
export interface Transition {
  readonly next: string | undefined;
}

interface StateBase {
  readonly name: string;
  /** Absent: `$`. */
  readonly inputPath?: Expression;
  /** Absent: `$`. */
  readonly outputPath?: Expression;
}

/** States that make a result of their own. */
interface ResultState extends StateBase, Transition {
  readonly parameters?: Expression;
  /** `null` discards the result; absent: `$`. */
  readonly resultPath?: JsonPath | null;
}

/** States that can fail and recover. */
export interface RecoverableState extends ResultState {
  readonly resultSelector?: Expression;
  readonly retry: readonly Retrier[];
  readonly catch: readonly Catcher[];
}

export interface Retrier {
  readonly errorEquals: readonly string[];
  readonly intervalSeconds: number;
  readonly maxAttempts: number;
  readonly backoffRate: number;
  readonly maxDelaySeconds?: number;
  readonly jitter: 'FULL' | 'NONE';
}

export interface Catcher {
  readonly errorEquals: readonly string[];
  readonly resultPath?: JsonPath | null;
  readonly next: string;
}

/** A number of the definition, or one that is read from the input. */
export type NumberSource = { readonly value: number } | { readonly path: Expression; readonly field: string };

export interface TaskState extends RecoverableState {
  readonly type: 'Task';
  readonly resource: string;
  readonly timeout?: NumberSource;
  readonly heartbeat?: NumberSource;
}

export interface PassState extends ResultState {
  readonly type: 'Pass';
  /** Present where the state replaces its input by a literal, which may be null. */
  readonly result?: { readonly value: unknown };
}

export interface ChoiceRule {
  readonly condition: Condition;
  readonly next: string;
}

export interface ChoiceState extends StateBase {
  readonly type: 'Choice';
  readonly choices: readonly ChoiceRule[];
  readonly default?: string;
}

export type WaitTime =
  | { readonly kind: 'seconds'; readonly seconds: NumberSource }
  | { readonly kind: 'timestamp'; readonly timestamp: string | Expression };

export interface WaitState extends StateBase, Transition {
  readonly type: 'Wait';
  readonly time: WaitTime;
}

export interface SucceedState extends StateBase {
  readonly type: 'Succeed';
}

export interface FailState extends StateBase {
  readonly type: 'Fail';
  readonly error?: string | Expression;
  readonly cause?: string | Expression;
}

export interface ParallelState extends RecoverableState {
  readonly type: 'Parallel';
  readonly branches: readonly Flow[];
}

export interface MapState extends RecoverableState {
  readonly type: 'Map';
  readonly mode: 'INLINE';
  readonly processor: Flow;
  /** Absent: the effective input itself. */
  readonly items?: { readonly path: string; readonly read: PathReader };
  readonly itemSelector?: Expression;
  readonly maxConcurrency: NumberSource;
}

export type State =
  | TaskState
  | PassState
  | ChoiceState
  | WaitState
  | SucceedState
  | FailState
  | ParallelState
  | MapState
  | DistributedMapState;

/** States with Retry and Catch. */
export type FallibleState = TaskState | ParallelState | MapState | DistributedMapState;
