import { randomUUID } from 'node:crypto';
import { LOCAL_ACCOUNT, LOCAL_REGION } from '../account';
import type { Clock } from '../clock';
import type { JsonObject } from '../protocol/operations';
import { checkPattern, matchesPattern } from './event-pattern';

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

export type EventTarget = (event: BusEvent) => Promise<void>;

export interface Rule {
  readonly arn: string;
  readonly pattern: JsonObject;
  readonly enabled: boolean;
  readonly targets: readonly EventTarget[];
}

/** How many of the newest events stay readable. */
const KEPT_EVENTS = 1000;

/** The account's default bus: rules by name, and the newest events for whoever wants to look. */
export class EventBus {
  private readonly rules = new Map<string, Rule>();
  private readonly events: BusEvent[] = [];
  private readonly running = new Set<Promise<void>>();

  constructor(
    private readonly clock: Clock,
    private readonly onTargetError: (rule: Rule, event: BusEvent, error: Error) => void,
  ) {}

  /** @throws AwsError `InvalidEventPatternException` */
  putRule(name: string, rule: Rule): void {
    checkPattern(rule.pattern);
    this.rules.set(name, rule);
  }

  deleteRule(name: string): void {
    this.rules.delete(name);
  }

  /** Newest last, at most 1,000. */
  recent(): readonly BusEvent[] {
    return this.events;
  }

  /** Takes an event and hands it to every matching rule's targets, without waiting for them. */
  publish(entry: {
    readonly source: string;
    readonly detailType: string;
    readonly detail: JsonObject;
    readonly resources?: readonly string[];
    readonly time?: Date;
  }): BusEvent {
    const event: BusEvent = {
      version: '0',
      id: randomUUID(),
      'detail-type': entry.detailType,
      source: entry.source,
      account: LOCAL_ACCOUNT,
      time: (entry.time ?? this.clock.now()).toISOString().replace(/\.\d+Z$/, 'Z'),
      region: LOCAL_REGION,
      resources: entry.resources ?? [],
      detail: entry.detail,
    };
    this.events.push(event);
    if (this.events.length > KEPT_EVENTS) this.events.shift();
    for (const rule of this.rules.values()) {
      if (!rule.enabled || !matchesPattern(rule.pattern, event as unknown as JsonObject)) continue;
      for (const target of rule.targets) this.run(rule, target, event);
    }
    return event;
  }

  /** Resolves once no target is under way. */
  async settled(): Promise<void> {
    while (this.running.size > 0) await Promise.all(this.running);
  }

  private run(rule: Rule, target: EventTarget, event: BusEvent): void {
    const run = target(event).catch((error: Error) => this.onTargetError(rule, event, error));
    this.running.add(run);
    void run.finally(() => this.running.delete(run));
  }
}
