import { seconds } from '../service/execution-members';
import { notRedrivableReason } from '../service/redrive-status';
import type { ExecutionRecord } from '../storage/execution-record';
import type { ChildEnd } from './children/child-end';
import { childArn, childMachineArn, childName } from './map-run-arns';
import type { MapRunRecord } from './map-run-record';

/** A child as an execution: running where it has no end yet. */
export function childRecord(
  run: MapRunRecord,
  child: { readonly index: number; readonly input: string; readonly startDate: number; readonly redriveCount: number },
  end?: ChildEnd,
): ExecutionRecord {
  return {
    arn: childArn(run, child.index),
    name: childName(run, child.index),
    stateMachineArn: childMachineArn(run),
    stateMachineName: run.stateMachineName,
    roleArn: run.roleArn,
    definitionHash: run.definitionHash,
    status: end?.status ?? 'RUNNING',
    startDate: child.startDate,
    ...(end === undefined ? {} : { stopDate: end.stopDate }),
    redriveCount: child.redriveCount,
    input: child.input,
    ...(end?.output === undefined ? {} : { output: end.output }),
    ...(end?.error === undefined ? {} : { error: end.error }),
    ...(end?.cause === undefined ? {} : { cause: end.cause }),
  };
}

/** A child in a file of results. @see https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html */
export function resultEntry(record: ExecutionRecord, now: number): Readonly<Record<string, unknown>> {
  const reason = notRedrivableReason(record, now);
  return {
    ExecutionArn: record.arn,
    Input: record.input,
    InputDetails: { Included: true },
    Name: record.name,
    ...(record.output === undefined ? {} : { Output: record.output, OutputDetails: { Included: true } }),
    ...(record.error === undefined ? {} : { Error: record.error }),
    ...(record.cause === undefined ? {} : { Cause: record.cause }),
    RedriveCount: record.redriveCount,
    RedriveStatus: reason === undefined ? 'REDRIVABLE' : 'NOT_REDRIVABLE',
    ...(reason === undefined ? {} : { RedriveStatusReason: reason }),
    StartDate: isoSeconds(record.startDate),
    StateMachineArn: record.stateMachineArn,
    Status: record.status,
    ...(record.stopDate === undefined ? {} : { StopDate: isoSeconds(record.stopDate) }),
  };
}

const isoSeconds = (milliseconds: number): string => new Date(seconds(milliseconds) * 1000).toISOString();
