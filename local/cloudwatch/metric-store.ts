import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Journal } from '../journal';
import { type MetricIdentity, metricKey } from './metric-identity';
import { type CountedValue, ValueDistribution } from './value-distribution';

export const MINUTE_MS = 60_000;
/** CloudWatch keeps the data of single minutes so long. */
const KEPT_MS = 15 * 86_400_000;
/** The file is written anew when it holds so many times the lines that it needs. */
const REWRITE_FACTOR = 4;
const REWRITE_FROM_LINES = 5_000;

interface Entry {
  readonly metric: MetricIdentity;
  /** Milliseconds since 1970. */
  readonly minute: number;
  readonly values: readonly CountedValue[];
}

/** One metric: its values by the minute. */
export class MetricSeries {
  readonly minutes = new Map<number, ValueDistribution>();
  readonly changed = new Set<number>();

  constructor(readonly identity: MetricIdentity) {}

  /** @param time milliseconds since 1970 */
  add(time: number, value: number, times = 1): void {
    this.at(Math.floor(time / MINUTE_MS) * MINUTE_MS).add(value, times);
  }

  /** All values from one minute on and before another; undefined where there are none. */
  between(from: number, to: number): ValueDistribution | undefined {
    let whole: ValueDistribution | undefined;
    for (let minute = Math.ceil(from / MINUTE_MS) * MINUTE_MS; minute < to; minute += MINUTE_MS) {
      const values = this.minutes.get(minute);
      if (values === undefined) continue;
      whole ??= new ValueDistribution();
      whole.merge(values);
    }
    return whole;
  }

  private at(minute: number): ValueDistribution {
    this.changed.add(minute);
    const known = this.minutes.get(minute);
    if (known !== undefined) return known;
    const made = new ValueDistribution();
    this.minutes.set(minute, made);
    return made;
  }
}

/** The metrics of the account by the minute, on a folder. What came in since the last `save` dies with a killed process. */
export class MetricStore {
  private readonly series = new Map<string, MetricSeries>();
  private readonly journal: Journal<Entry>;

  constructor(folder: string) {
    mkdirSync(folder, { recursive: true });
    this.journal = new Journal(join(folder, 'metrics.jsonl'), ({ metric, minute, values }) => {
      this.find(metric).minutes.set(minute, ValueDistribution.restored(values));
    });
  }

  /** The series of a metric, made where it is new. */
  find(identity: MetricIdentity): MetricSeries {
    const key = metricKey(identity);
    const known = this.series.get(key);
    if (known !== undefined) return known;
    const made = new MetricSeries(identity);
    this.series.set(key, made);
    return made;
  }

  /** Those that have data. */
  list(): readonly MetricSeries[] {
    return [...this.series.values()].filter(({ minutes }) => minutes.size > 0);
  }

  /** Writes what has changed, and forgets what is too old. @param now milliseconds since 1970 */
  save(now: number): void {
    let needed = 0;
    for (const series of this.series.values()) {
      for (const minute of series.minutes.keys()) if (minute < now - KEPT_MS) series.minutes.delete(minute);
      for (const minute of series.changed) this.write(series, minute);
      series.changed.clear();
      needed += series.minutes.size;
    }
    if (this.journal.length > REWRITE_FROM_LINES && this.journal.length > REWRITE_FACTOR * needed) this.rewrite();
  }

  close(): void {
    this.journal.close();
  }

  private write({ identity, minutes }: MetricSeries, minute: number): void {
    const values = minutes.get(minute);
    if (values !== undefined) this.journal.append({ metric: identity, minute, values: values.saved() });
  }

  private rewrite(): void {
    const entries = [...this.series.values()].flatMap(({ identity: metric, minutes }) =>
      [...minutes].map(([minute, values]) => ({ metric, minute, values: values.saved() })),
    );
    this.journal.rewrite(entries);
  }
}
