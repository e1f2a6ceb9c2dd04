import type { Clock } from '../clock';
import type { JsonObject, OperationTable } from '../protocol/operations';
import type { ScheduledItem } from '../schedules/schedule-runner';
import { alarmMessage } from './alarms/alarm-message';
import type { Alarms, StateChange } from './alarms/alarms';
import { type MetricStore, MINUTE_MS } from './metric-store';
import { addEmbeddedMetrics, mayHoldMetrics } from './sources/embedded-metrics';
import type { MetricFilters } from './sources/metric-filters';

/** How often what has come in is taken into the metrics and written. Milliseconds. */
const COLLECT_EVERY_MS = 5_000;

export interface CloudWatchOptions {
  readonly store: MetricStore;
  readonly clock: Clock;
  readonly filters: MetricFilters;
  readonly sampleQueues: () => void;
  /** Puts the evaluation of alarms among what is due. */
  readonly schedule: (item: ScheduledItem) => void;
}

/**
 * Takes metrics in off the path of whoever makes them, and has alarms evaluated at every minute while any of them has data to look at: as time goes by,
 * and as the clock is moved.
 */
export class CloudWatch {
  private lines: { readonly group: string; readonly message: string; readonly time: number }[] = [];
  private activeUntil = 0;
  private timer: NodeJS.Timeout | undefined;
  private alarms: Alarms | undefined;

  constructor(private readonly options: CloudWatchOptions) {}

  /** Begins to collect and to evaluate. */
  start(alarms: Alarms): void {
    this.alarms = alarms;
    // Alarms leave their beginning once, also where nothing ever comes.
    this.activeUntil = this.options.clock.now().getTime() + MINUTE_MS;
    this.timer = setInterval(() => this.collect(), COLLECT_EVERY_MS);
    this.timer.unref();
    this.schedule();
  }

  stop(): void {
    clearInterval(this.timer);
    this.collect();
    this.options.store.close();
  }

  /** Keeps a line of a function's log that may hold metrics; it is read later. */
  observeLine(group: string, message: string): void {
    if (!mayHoldMetrics(message) && !this.options.filters.watches(group)) return;
    this.lines.push({ group, message, time: this.options.clock.now().getTime() });
  }

  /** Takes in all that has come, and writes it. */
  collect(): void {
    const { store, clock, filters, sampleQueues } = this.options;
    const lines = this.lines;
    this.lines = [];
    for (const { group, message, time } of lines) {
      if (mayHoldMetrics(message)) addEmbeddedMetrics(store, message, time);
      filters.observe(group, message, time);
    }
    sampleQueues();
    const now = clock.now().getTime();
    const hasChanged = store.list().some(({ changed }) => changed.size > 0);
    if (hasChanged) {
      store.save(now);
      this.activeUntil = now + (this.alarms?.reachMs ?? 0) + 2 * MINUTE_MS;
      this.schedule();
    }
  }

  /** The evaluation is due at every whole minute, while there are data that some alarm can still see. */
  private schedule(): void {
    this.options.schedule({
      key: 'alarms',
      isInternal: true,
      next: (after) => {
        const next = (Math.floor(after.getTime() / MINUTE_MS) + 1) * MINUTE_MS;
        return next <= this.activeUntil ? new Date(next) : undefined;
      },
      fire: () => {
        this.collect();
        this.alarms?.evaluate();
      },
    });
  }
}

/** Publishes a change to the alarm's topics as CloudWatch, whom their policies must admit. */
export async function publishChange(
  change: StateChange,
  sns: OperationTable | undefined,
  warn: (message: string) => void,
): Promise<void> {
  const { alarm, record, isBeginning } = change;
  if (!alarm.actionsEnabled || isBeginning) return;
  const principal = { kind: 'service', service: 'cloudwatch.amazonaws.com', sourceArn: alarm.arn } as const;
  for (const TopicArn of alarm.actions[record.state]) {
    const input: JsonObject = { TopicArn, ...alarmMessage(change) };
    try {
      await sns?.Publish?.(input, { principal, requestId: `${alarm.name}-${record.changedAt}` });
    } catch (error) {
      warn(`The alarm ${alarm.name} could not publish to ${TopicArn}: ${String(error)}`);
    }
  }
}
