import { randomUUID } from 'node:crypto';
import { LOCAL_ACCOUNT, LOCAL_REGION } from '../account';
import type { Clock } from '../clock';
import type { JsonObject } from '../protocol/operations';
import type { Delivery } from './delivery/delivery';
import type { EventRule } from './event-rule';
import type { RuleStore } from './rule-store';

/** An event as EventBridge hands it to targets. */
export interface BusEvent {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': string;
  readonly source: string;
  readonly account: string;
  /** ISO 8601, whole seconds. */
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: JsonObject;
}

/** What somebody puts onto the bus. */
export interface BusEntry {
  readonly source: string;
  readonly detailType: string;
  readonly detail: JsonObject;
  readonly resources?: readonly string[];
  /** @default now */
  readonly time?: Date;
}

/** How many of the newest events stay readable. */
const KEPT_EVENTS = 1000;

/** The account's default bus: matches events with rules, and keeps the newest for whoever wants to look. */
export class EventBus {
  private readonly events: BusEvent[] = [];

  /** @param deliveries takes what goes to targets; once `add` returns, it will be delivered. */
  constructor(
    private readonly clock: Clock,
    private readonly rules: RuleStore,
    private readonly deliveries: { add(delivery: Delivery): void },
  ) {}

  /** Newest last, at most 1,000. */
  recent(): readonly BusEvent[] {
    return this.events;
  }

  /** Takes an event: when this returns, its deliveries to the targets of all matching rules survive a killed laptop. */
  publish(entry: BusEntry): BusEvent {
    const event = this.keep(entry);
    for (const rule of this.rules.all()) {
      const { matches } = rule;
      if (matches === undefined || !this.rules.isEnabled(rule) || !matches(event as unknown as JsonObject)) continue;
      this.deliver(rule, event);
    }
    return event;
  }

  /** The event of a rule's schedule: for the targets of that rule alone. */
  publishScheduled(rule: EventRule, time: Date): BusEvent {
    const [source, detailType] = ['aws.events', 'Scheduled Event'];
    const event = this.keep({ source, detailType, detail: {}, resources: [rule.arn], time });
    this.deliver(rule, event);
    return event;
  }

  private keep({ source, detailType, detail, resources = [], time = this.clock.now() }: BusEntry): BusEvent {
    const event: BusEvent = {
      version: '0',
      id: randomUUID(),
      'detail-type': detailType,
      source,
      account: LOCAL_ACCOUNT,
      time: time.toISOString().replace(/\.\d+Z$/, 'Z'),
      region: LOCAL_REGION,
      resources,
      detail,
    };
    this.events.push(event);
    if (this.events.length > KEPT_EVENTS) this.events.shift();
    return event;
  }

  private deliver(rule: EventRule, event: BusEvent): void {
    const now = this.clock.now();
    const context = { ruleArn: rule.arn, ruleName: rule.name, ingestionTime: now.toISOString() };
    for (const target of rule.targets) this.deliveries.add(target.delivery(event, context, now.getTime()));
  }
}
