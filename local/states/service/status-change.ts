import type { JsonObject } from '../../protocol/operations';
import type { ExecutionRecord } from '../storage/execution-record';
import { redriveMembers } from './redrive-status';

/** EventBridge leaves input and output out where they would make the event too large. Bytes of escaped JSON. */
const MAX_DATA_BYTES = 248 * 1024;

/** An execution began or ended: what goes to EventBridge as `Step Functions Execution Status Change` of `aws.states`. */
export interface ExecutionStatusChange {
  readonly detail: JsonObject;
  /** The execution's ARN. */
  readonly resources: readonly string[];
  readonly time: Date;
}

/** @see https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html */
export function statusChange(record: ExecutionRecord, now: number): ExecutionStatusChange {
  const inputBytes = escapedBytes(record.input);
  const outputBytes = escapedBytes(record.output);
  const hasOutput = record.output !== undefined && outputBytes <= MAX_DATA_BYTES;
  const hasInput = inputBytes + (hasOutput ? outputBytes : 0) <= MAX_DATA_BYTES;
  const detail = {
    executionArn: record.arn,
    stateMachineArn: record.stateMachineArn,
    name: record.name,
    status: record.status,
    startDate: record.startDate,
    stopDate: record.stopDate ?? null,
    input: hasInput ? record.input : null,
    inputDetails: { included: hasInput },
    output: hasOutput ? record.output : null,
    outputDetails: record.output === undefined ? null : { included: hasOutput },
    error: record.error ?? null,
    cause: record.cause ?? null,
    stateMachineVersionArn: null,
    stateMachineAliasArn: null,
    redriveCount: record.redriveCount,
    redriveDate: record.redriveDate ?? null,
    ...redriveMembers(record, now),
  };
  return { detail, resources: [record.arn], time: new Date(record.stopDate ?? record.redriveDate ?? record.startDate) };
}

const escapedBytes = (text: string | undefined): number =>
  text === undefined ? 0 : Buffer.byteLength(JSON.stringify(text));
