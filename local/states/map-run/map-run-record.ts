import { replaceFile } from '../../replace-file';

/** Everything about a map run but its children. Times are milliseconds since 1970. */
export interface MapRunRecord {
  readonly arn: string;
  readonly executionArn: string;
  readonly stateMachineArn: string;
  readonly stateMachineName: string;
  readonly roleArn: string;
  readonly definitionHash: string;
  readonly stateName: string;
  readonly label: string;
  readonly executionType: 'STANDARD' | 'EXPRESS';
  readonly status: 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'ABORTED';
  readonly startDate: number;
  readonly stopDate?: number;
  readonly redriveCount: number;
  readonly redriveDate?: number;
  /** The redrive of its execution that it last ran in; 0 for none. */
  readonly executionRedrive: number;
  readonly limits: MapRunLimits;
  /** All items are read: their batches are on disk, and a redrive reads none again. */
  readonly isRead: boolean;
  /** Children and items whose results a writer has written. */
  readonly resultsWritten?: { readonly executions: number; readonly items: number };
}

/** What UpdateMapRun changes. */
export interface MapRunLimits {
  /** 0 for as many as the service allows. */
  readonly maxConcurrency: number;
  readonly toleratedFailureCount?: number;
  readonly toleratedFailurePercentage?: number;
}

export const writeRecord = (path: string, record: MapRunRecord): void => replaceFile(path, JSON.stringify(record));

/**
 * Whether more items failed than are tolerated. Items count, not children; each threshold that is set must hold; none set tolerates none.
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html#maprun-fail-threshold
 */
export function exceedsTolerance(limits: MapRunLimits, failedItems: number, totalItems: number): boolean {
  const { toleratedFailureCount: count, toleratedFailurePercentage: percentage } = limits;
  if (count === undefined && percentage === undefined) return failedItems > 0;
  if (count !== undefined && failedItems > count) return true;
  return percentage !== undefined && failedItems * 100 > percentage * totalItems;
}
