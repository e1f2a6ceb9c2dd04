import type { ExecutionStatus } from '../../storage/execution-record';

/** How a child of a map run ended, as it is kept. Times are milliseconds since 1970. */
export interface ChildEnd {
  readonly index: number;
  readonly status: Exclude<ExecutionStatus, 'RUNNING'>;
  readonly startDate: number;
  readonly stopDate: number;
  /** How often it has been run again. */
  readonly redriveCount: number;
  /** JSON text. */
  readonly output?: string;
  readonly error?: string;
  readonly cause?: string;
}

/** A child is pending until it starts. */
export type ChildStatus = 'PENDING' | ExecutionStatus;
export const CHILD_STATUSES: readonly ChildStatus[] = [
  'PENDING',
  'RUNNING',
  'SUCCEEDED',
  'FAILED',
  'TIMED_OUT',
  'ABORTED',
];
