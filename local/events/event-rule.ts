import { localArn } from '../account';
import { AwsError } from '../protocol/aws-error';
import type { JsonObject } from '../protocol/operations';
import { compilePattern, type EventMatcher } from './event-pattern';
import { type RuleTarget, readRuleTarget } from './rule-target';

/** A target more is refused by EventBridge. */
const MAX_TARGETS = 5;

const STATES = ['ENABLED', 'DISABLED', 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS'];

/** A rule of the default bus. */
export interface EventRule {
  readonly name: string;
  readonly arn: string;
  readonly description?: string;
  readonly enabled: boolean;
  readonly pattern?: JsonObject;
  /** Absent for a rule that has a schedule only. */
  readonly matches?: EventMatcher;
  /** `rate(1 hour)`, `cron(0 * * * ? *)` */
  readonly scheduleExpression?: string;
  readonly roleArn?: string;
  readonly targets: readonly RuleTarget[];
}

export const ruleArn = (name: string): string => localArn('events', `rule/${name}`);

/**
 * Reads the properties of `AWS::Events::Rule`.
 * @throws AwsError `InvalidEventPatternException`, `ValidationException`
 */
export function readRule(name: string, properties: JsonObject): EventRule {
  const { Description, EventPattern, ScheduleExpression, State = 'ENABLED', RoleArn, Targets = [] } = properties;
  if (EventPattern === undefined && ScheduleExpression === undefined) {
    throw new AwsError('ValidationException', `Rule ${name}: EventPattern or ScheduleExpression is required.`);
  }
  if (!STATES.includes(String(State))) throw new AwsError('ValidationException', `Rule ${name}: no state '${State}'.`);
  const targets = Targets as readonly JsonObject[];
  if (targets.length > MAX_TARGETS) {
    throw new AwsError('LimitExceededException', `Rule ${name} has more than ${MAX_TARGETS} targets.`);
  }
  const roleArn = RoleArn === undefined ? undefined : String(RoleArn);
  const pattern = typeof EventPattern === 'string' ? (JSON.parse(EventPattern) as JsonObject) : EventPattern;
  return {
    name,
    arn: ruleArn(name),
    description: Description === undefined ? undefined : String(Description),
    enabled: State !== 'DISABLED',
    pattern: pattern as JsonObject | undefined,
    matches: pattern === undefined ? undefined : compilePattern(pattern as JsonObject),
    scheduleExpression: readExpression(name, ScheduleExpression),
    roleArn,
    targets: targets.map((target) => readRuleTarget(target, roleArn)),
  };
}

/** Rules take rates and cron; a single time is a matter of the scheduler. */
function readExpression(name: string, property: unknown): string | undefined {
  if (property === undefined) return undefined;
  const text = String(property);
  if (/^(rate|cron)\(/.test(text)) return text;
  throw new AwsError('ValidationException', `Rule ${name}: Parameter ScheduleExpression is not valid: '${text}'.`);
}
