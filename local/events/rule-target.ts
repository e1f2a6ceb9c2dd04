import { randomUUID } from 'node:crypto';
import { AwsError } from '../protocol/aws-error';
import type { JsonObject } from '../protocol/operations';
import type { Delivery } from './delivery/delivery';
import { assertReachable } from './delivery/invoke-target';
import { readRetryPolicy } from './delivery/read-retry-policy';
import type { BusEvent } from './event-bus';
import { type InputContext, targetInput } from './target-input';

const HONOURED: ReadonlySet<string> = new Set([
  'Arn',
  'Id',
  'RoleArn',
  'Input',
  'InputPath',
  'InputTransformer',
  'RetryPolicy',
  'DeadLetterConfig',
]);

/** One target of a rule. */
export interface RuleTarget {
  readonly id: string;
  /** As the template gives it. */
  readonly properties: JsonObject;
  readonly roleArn?: string;
  delivery(event: BusEvent, context: InputContext, acceptedAt: number): Delivery;
}

/**
 * Reads a target of `AWS::Events::Rule`.
 * @param ruleRoleArn the role of the rule, for targets that have none.
 * @throws AwsError `ValidationException`, also for what the laptop would silently leave out.
 */
export function readRuleTarget(properties: JsonObject, ruleRoleArn: string | undefined): RuleTarget {
  const id = String(properties.Id);
  const targetArn = String(properties.Arn);
  const unknown = Object.keys(properties).find((name) => !HONOURED.has(name));
  if (unknown !== undefined) throw new AwsError('ValidationException', `Target ${id}: the laptop has no ${unknown}.`);
  assertReachable(targetArn);
  const roleArn = properties.RoleArn === undefined ? ruleRoleArn : String(properties.RoleArn);
  if (targetArn.split(':')[2] === 'states' && roleArn === undefined) {
    throw new AwsError('ValidationException', `RoleArn is required for target ${targetArn}.`);
  }
  const input = targetInput(properties);
  const retry = readRetryPolicy(properties.RetryPolicy);
  const { Arn: deadLetterArn } = (properties.DeadLetterConfig ?? {}) as { readonly Arn?: string };
  return {
    id,
    properties,
    roleArn,
    delivery: (event, context, acceptedAt) => ({
      id: randomUUID(),
      service: 'events.amazonaws.com',
      sourceArn: context.ruleArn,
      targetArn,
      roleArn,
      payload: input(event, context),
      executionName: `${event.id}_${id}`.replace(/[^A-Za-z0-9_-]/g, '-').slice(0, 80),
      retry,
      deadLetterArn,
      acceptedAt,
    }),
  };
}
