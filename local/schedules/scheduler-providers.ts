import { localArn } from '../account';
import type { Clock } from '../clock';
import type { Delivery } from '../events/delivery/delivery';
import type { PolicyStore } from '../iam/policy-store';
import type { JsonObject } from '../protocol/operations';
import type { DesiredResource, ProvidedResource, ResourceProvider } from '../templates/resource-provider';
import type { ScheduleRunner } from './schedule-runner';
import { readSchedule } from './scheduler-schedule';

/** `AWS::Scheduler::ScheduleGroup`: a name and no more. */
export class ScheduleGroupProvider implements ResourceProvider {
  readonly type = 'AWS::Scheduler::ScheduleGroup';

  async apply({ properties, generatedName }: DesiredResource): Promise<ProvidedResource> {
    const name = String(properties.Name ?? generatedName);
    return { physicalId: name, attributes: { Arn: localArn('scheduler', `schedule-group/${name}`), State: 'ACTIVE' } };
  }

  replaces(before: JsonObject, after: JsonObject): boolean {
    return before.Name !== after.Name;
  }

  async remove(): Promise<void> {}
}

/** `AWS::Scheduler::Schedule` */
export class ScheduleProvider implements ResourceProvider {
  readonly type = 'AWS::Scheduler::Schedule';

  constructor(
    private readonly runner: ScheduleRunner,
    private readonly deliveries: { add(delivery: Delivery): void },
    private readonly policies: Pick<PolicyStore, 'assertAssumable'>,
    private readonly clock: Clock,
  ) {}

  async apply({ properties, generatedName }: DesiredResource): Promise<ProvidedResource> {
    const name = String(properties.Name ?? generatedName);
    const schedule = readSchedule(name, properties, (key, expression) => this.runner.since(key, expression));
    this.policies.assertAssumable(schedule.roleArn, 'scheduler.amazonaws.com', schedule.groupArn);
    const { clock, deliveries } = this;
    this.runner.put({
      key: schedule.arn,
      next: (after) => (schedule.enabled ? schedule.next(after) : undefined),
      fire: (at) => deliveries.add(schedule.delivery(at, clock.now().getTime())),
    });
    return { physicalId: name, attributes: { Arn: schedule.arn } };
  }

  replaces(before: JsonObject, after: JsonObject): boolean {
    return before.Name !== after.Name || before.GroupName !== after.GroupName;
  }

  async remove({ attributes }: ProvidedResource): Promise<void> {
    this.runner.delete(String(attributes.Arn));
  }
}
