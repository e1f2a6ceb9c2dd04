import type { Clock } from '../clock';
import type { Authorizer } from '../iam/authorizer';
import type { PolicyStore } from '../iam/policy-store';
import type { ScheduleRunner } from '../schedules/schedule-runner';
import type { ResourceProvider } from '../templates/resource-provider';
import { DeliveryQueue } from './delivery/delivery-queue';
import type { TargetRoutes } from './delivery/invoke-target';
import { EventBus } from './event-bus';
import { EventsService } from './events-service';
import { RuleProvider } from './rule-provider';
import { RuleStore } from './rule-store';

export interface EventsParts {
  readonly bus: EventBus;
  readonly rules: RuleStore;
  readonly deliveries: DeliveryQueue;
  readonly service: EventsService;
  /** @param schedules fires the rules that have a schedule. */
  providers(schedules: ScheduleRunner): readonly ResourceProvider[];
}

/** EventBridge on a folder: bus, rules, and the deliveries that are still owed. */
export function createEvents(options: {
  readonly folder: string;
  readonly routes: Omit<TargetRoutes, 'policies'>;
  readonly authorizer: Authorizer;
  readonly policies: PolicyStore;
  readonly clock: Clock;
  readonly warn: (message: string) => void;
}): EventsParts {
  const { folder, clock, policies, authorizer, warn } = options;
  const rules = new RuleStore(folder);
  const deliveries = new DeliveryQueue({ folder, routes: { ...options.routes, policies }, clock, warn });
  const bus = new EventBus(clock, rules, deliveries);
  return {
    bus,
    rules,
    deliveries,
    service: new EventsService(bus, rules, authorizer),
    providers: (schedules) => [new RuleProvider(rules, policies, bus, schedules)],
  };
}
