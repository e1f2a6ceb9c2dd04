import { randomUUID } from 'node:crypto';
import { LOCAL_ACCOUNT, LOCAL_REGION, localArn } from '../account';
import type { Delivery } from '../events/delivery/delivery';
import { assertReachable } from '../events/delivery/invoke-target';
import { readRetryPolicy } from '../events/delivery/read-retry-policy';
import { AwsError } from '../protocol/aws-error';
import type { JsonObject } from '../protocol/operations';
import { parseSchedule, type ScheduleExpression } from './schedule-expression';

const HONOURED: ReadonlySet<string> = new Set([
  'Description',
  'EndDate',
  'FlexibleTimeWindow',
  'GroupName',
  'Name',
  'ScheduleExpression',
  'ScheduleExpressionTimezone',
  'StartDate',
  'State',
  'Target',
]);
const HONOURED_OF_TARGET: ReadonlySet<string> = new Set(['Arn', 'DeadLetterConfig', 'Input', 'RetryPolicy', 'RoleArn']);

/** A schedule of EventBridge Scheduler. */
export interface SchedulerSchedule extends ScheduleExpression {
  readonly arn: string;
  readonly groupArn: string;
  readonly enabled: boolean;
  readonly roleArn: string;
  delivery(due: Date, acceptedAt: number): Delivery;
}

/**
 * Reads `AWS::Scheduler::Schedule`. A flexible time window is honoured by its beginning.
 * @param sinceOf since when a schedule has had its expression.
 * @throws AwsError `ValidationException`, also for what the laptop would silently leave out.
 */
export function readSchedule(
  name: string,
  properties: JsonObject,
  sinceOf: (arn: string, expression: string) => Date,
): SchedulerSchedule {
  refuseOthers(name, properties, HONOURED);
  const target = (properties.Target ?? {}) as JsonObject;
  refuseOthers(name, target, HONOURED_OF_TARGET);
  const targetArn = String(target.Arn);
  assertReachable(targetArn);
  const group = String(properties.GroupName ?? 'default');
  const arn = localArn('scheduler', `schedule/${group}/${name}`);
  const roleArn = String(target.RoleArn);
  const groupArn = localArn('scheduler', `schedule-group/${group}`);
  const retry = readRetryPolicy(target.RetryPolicy);
  const { Arn: deadLetterArn } = (target.DeadLetterConfig ?? {}) as { readonly Arn?: string };
  const input = target.Input === undefined ? undefined : String(target.Input);
  return {
    ...expressionOf(arn, properties, sinceOf),
    arn,
    groupArn,
    roleArn,
    enabled: properties.State !== 'DISABLED',
    delivery: (due, acceptedAt) => {
      const id = randomUUID();
      const payload = input === undefined ? scheduledEvent(id, arn, due) : withContext(input, id, arn, due);
      const source = { service: 'scheduler.amazonaws.com', sourceArn: arn, assumedForArn: groupArn } as const;
      return { id, ...source, targetArn, roleArn, payload, executionName: id, retry, deadLetterArn, acceptedAt };
    },
  };
}

function expressionOf(
  arn: string,
  properties: JsonObject,
  sinceOf: (arn: string, expression: string) => Date,
): ScheduleExpression {
  const text = String(properties.ScheduleExpression);
  const start = dateOf('StartDate', properties.StartDate);
  const end = dateOf('EndDate', properties.EndDate);
  const timeZone = String(properties.ScheduleExpressionTimezone ?? 'UTC');
  const expression = parseSchedule(text, { since: start ?? sinceOf(arn, text), timeZone });
  return {
    next: (after) => {
      const due = expression.next(start !== undefined && start > after ? start : after);
      return due === undefined || (end !== undefined && due > end) ? undefined : due;
    },
  };
}

/** What a target without an input of its own receives. */
function scheduledEvent(id: string, arn: string, due: Date): string {
  return JSON.stringify({
    version: '0',
    id,
    'detail-type': 'Scheduled Event',
    source: 'aws.scheduler',
    account: LOCAL_ACCOUNT,
    time: wholeSeconds(due),
    region: LOCAL_REGION,
    resources: [arn],
    detail: '{}',
  });
}

/** Replaces the context attributes that an input may name. */
function withContext(input: string, id: string, arn: string, due: Date): string {
  return input
    .replaceAll('<aws.scheduler.schedule-arn>', arn)
    .replaceAll('<aws.scheduler.scheduled-time>', wholeSeconds(due))
    .replaceAll('<aws.scheduler.execution-id>', id)
    .replaceAll('<aws.scheduler.attempt-number>', '1');
}

const wholeSeconds = (time: Date): string => time.toISOString().replace(/\.\d+Z$/, 'Z');

function dateOf(name: string, value: unknown): Date | undefined {
  if (value === undefined) return undefined;
  const date = new Date(String(value));
  if (Number.isNaN(date.getTime())) throw new AwsError('ValidationException', `${name} '${String(value)}' is no time.`);
  return date;
}

function refuseOthers(name: string, properties: JsonObject, honoured: ReadonlySet<string>): void {
  const unknown = Object.keys(properties).find((property) => !honoured.has(property));
  if (unknown === undefined) return;
  throw new AwsError('ValidationException', `Schedule ${name}: the laptop's schedules have no ${unknown}.`);
}
