import type { Checkpoint } from '../interpreter/checkpoint';

export type ExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';

/** What is listed of an execution, and kept in memory for every one. Times are milliseconds since 1970. */
export interface ExecutionSummary {
  readonly arn: string;
  readonly name: string;
  readonly stateMachineArn: string;
  readonly status: ExecutionStatus;
  readonly startDate: number;
  readonly stopDate?: number;
  readonly redriveCount: number;
  readonly redriveDate?: number;
  /** What it failed with; also absent of executions that an earlier version has listed. */
  readonly error?: string;
}

/** Everything about an execution but its events. */
export interface ExecutionRecord extends ExecutionSummary {
  readonly stateMachineName: string;
  readonly roleArn: string;
  /** Names the definition it runs by; see DefinitionArchive. */
  readonly definitionHash: string;
  /** JSON text. */
  readonly input: string;
  /** JSON text. */
  readonly output?: string;
  readonly cause?: string;
  /** Where a redrive takes it up. */
  readonly checkpoint?: Checkpoint;
}

export function summaryOf(record: ExecutionSummary): ExecutionSummary {
  const { arn, name, stateMachineArn, status, startDate, stopDate, redriveCount, redriveDate, error } = record;
  return { arn, name, stateMachineArn, status, startDate, stopDate, redriveCount, redriveDate, error };
}
