import type { JsonObject } from '../../protocol/operations';
import type { ExecutionSummary } from '../storage/execution-record';

/** An execution can be redriven for 14 days after its end. Milliseconds. */
const REDRIVABLE_PERIOD = 14 * 24 * 60 * 60 * 1000;

/** Why an execution cannot be redriven, in the service's words; undefined where it can. */
export function notRedrivableReason({ status, stopDate }: ExecutionSummary, now: number): string | undefined {
  if (status === 'RUNNING' || status === 'SUCCEEDED') return `Execution is ${status} and cannot be redriven`;
  return now - (stopDate ?? now) > REDRIVABLE_PERIOD ? 'Execution redrivable period exceeded' : undefined;
}

export function redriveMembers(summary: ExecutionSummary, now: number): JsonObject {
  const reason = notRedrivableReason(summary, now);
  return reason === undefined
    ? { redriveStatus: 'REDRIVABLE' }
    : { redriveStatus: 'NOT_REDRIVABLE', redriveStatusReason: reason };
}
