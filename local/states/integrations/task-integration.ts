import type { Principal } from '../../iam/principal';
import type { ExecutionIdentity } from '../interpreter/execution-scope';

/** One call of a task's resource. */
export interface TaskCall {
  readonly resource: string;
  /** The effective parameters; never to be changed. */
  readonly parameters: unknown;
  /** The state machine's role: the service that is called judges it. */
  readonly principal: Principal;
  readonly execution: ExecutionIdentity;
  /** Aborted when the task timed out or its execution was stopped: the work must end. */
  readonly signal: AbortSignal;
  /** Tells the history that a job was handed in; for integrations that wait for one. */
  submitted(response: unknown): void;
}

/** How a task shows in the history: `LambdaFunction…` for a function ARN as resource, else `Task…` with these names. */
export type TaskLabel =
  | { readonly kind: 'function' }
  | { readonly kind: 'service'; readonly resourceType: string; readonly resource: string };

/** Runs the tasks of some resources. */
export interface TaskIntegration {
  /** @returns undefined where the resource is not of this integration. */
  label(resource: string): TaskLabel | undefined;
  /**
   * Why this resource, though of this integration, cannot be run; found when a definition is loaded.
   * @returns undefined for a resource that can.
   */
  refusal?(resource: string, machineType: 'STANDARD' | 'EXPRESS'): string | undefined;
  /**
   * Runs the task.
   * @returns the task's result.
   * @throws StateError with the error name that AWS gives.
   */
  run(call: TaskCall): Promise<unknown>;
}
