import type { PolicyStore } from '../iam/policy-store';
import type { JsonObject } from '../protocol/operations';
import { parseSchedule } from '../schedules/schedule-expression';
import type { ScheduleRunner } from '../schedules/schedule-runner';
import type { DesiredResource, ProvidedResource, ResourceProvider } from '../templates/resource-provider';
import type { EventBus } from './event-bus';
import { type EventRule, readRule, ruleArn } from './event-rule';
import type { RuleStore } from './rule-store';

const HONOURED: ReadonlySet<string> = new Set([
  'Name',
  'Description',
  'EventBusName',
  'EventPattern',
  'ScheduleExpression',
  'State',
  'RoleArn',
  'Targets',
  'Tags',
]);

/** `AWS::Events::Rule` on the default bus. */
export class RuleProvider implements ResourceProvider {
  readonly type = 'AWS::Events::Rule';

  constructor(
    private readonly rules: RuleStore,
    private readonly policies: Pick<PolicyStore, 'assertAssumable'>,
    private readonly bus: EventBus,
    private readonly schedules: ScheduleRunner,
  ) {
    rules.onSwitched((rule) => this.schedule(rule));
  }

  async apply({ logicalId, properties, generatedName }: DesiredResource): Promise<ProvidedResource> {
    const unknown = Object.keys(properties).find((name) => !HONOURED.has(name));
    if (unknown !== undefined) throw new Error(`${logicalId}: the laptop's rules have no ${unknown}.`);
    const bus = String(properties.EventBusName ?? 'default');
    if (bus !== 'default' && !bus.endsWith(':event-bus/default')) {
      throw new Error(`${logicalId}: the laptop has the default bus only, no '${bus}'.`);
    }
    const rule = readRule(String(properties.Name ?? generatedName), properties);
    for (const { roleArn } of rule.targets) {
      if (roleArn !== undefined) this.policies.assertAssumable(roleArn, 'events.amazonaws.com', rule.arn);
    }
    this.rules.put(rule);
    this.schedule(rule);
    return { physicalId: rule.name, attributes: { Arn: rule.arn } };
  }

  replaces(before: JsonObject, after: JsonObject): boolean {
    return before.Name !== after.Name || before.EventBusName !== after.EventBusName;
  }

  async remove({ physicalId }: ProvidedResource): Promise<void> {
    this.rules.delete(physicalId);
    this.schedules.delete(ruleArn(physicalId));
  }

  private schedule(rule: EventRule): void {
    const { arn, scheduleExpression } = rule;
    if (scheduleExpression === undefined) {
      this.schedules.delete(arn);
      return;
    }
    const { next } = parseSchedule(scheduleExpression, { since: this.schedules.since(arn, scheduleExpression) });
    this.schedules.put({
      key: arn,
      next: (after) => (this.rules.isEnabled(rule) ? next(after) : undefined),
      fire: (at) => void this.bus.publishScheduled(rule, at),
    });
  }
}
