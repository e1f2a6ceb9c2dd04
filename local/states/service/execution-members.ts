import type { JsonObject } from '../../protocol/operations';
import { detailsMember, type HistoryEvent } from '../history/history-event';
import type { ExecutionRecord, ExecutionSummary } from '../storage/execution-record';
import { redriveMembers } from './redrive-status';

/** Times travel as seconds since 1970. */
export const seconds = (milliseconds: number): number => milliseconds / 1000;

const optional = (name: string, value: unknown): JsonObject => (value === undefined ? {} : { [name]: value });

/** An element of ListExecutions. */
export function summaryMembers(summary: ExecutionSummary): JsonObject {
  const { arn, stateMachineArn, name, status, startDate, stopDate, redriveCount, redriveDate } = summary;
  return {
    executionArn: arn,
    stateMachineArn,
    name,
    status,
    startDate: seconds(startDate),
    ...optional('stopDate', stopDate && seconds(stopDate)),
    redriveCount,
    ...optional('redriveDate', redriveDate && seconds(redriveDate)),
  };
}

/** The answer of DescribeExecution. */
export function executionMembers(record: ExecutionRecord, now: number): JsonObject {
  return {
    ...summaryMembers(record),
    input: record.input,
    inputDetails: { included: true },
    ...optional('output', record.output),
    ...(record.output === undefined ? {} : { outputDetails: { included: true } }),
    ...optional('error', record.error),
    ...optional('cause', record.cause),
    ...redriveMembers(record, now),
  };
}

/** Details that are data of the execution, which a caller may do without. */
const DATA = new Set(['input', 'inputDetails', 'output', 'outputDetails', 'parameters']);

/** An element of GetExecutionHistory. */
export function eventMembers(event: HistoryEvent, includeExecutionData: boolean): JsonObject {
  const { id, previousEventId, timestamp, type, details } = event;
  const members = { id, previousEventId, timestamp: seconds(timestamp), type };
  if (details === undefined) return members;
  const shown = includeExecutionData
    ? details
    : Object.fromEntries(Object.entries(details).filter(([name]) => !DATA.has(name)));
  return { ...members, [detailsMember(type)]: shown };
}
