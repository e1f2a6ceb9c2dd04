import { AwsError } from '../protocol/aws-error';

/** Different values that are kept as they are; beyond that, neighbours of 2 % become one. */
const MAX_EXACT_VALUES = 500;
const GROWTH = Math.log(1.02);

/** `[value, how often]` */
export type CountedValue = readonly [value: number, count: number];

/** The values of a metric over some time: flat in memory however many there are. Sum, minimum and maximum are exact. */
export class ValueDistribution {
  private counts = new Map<number, number>();
  private isCoarse = false;
  count = 0;
  sum = 0;
  minimum = Number.POSITIVE_INFINITY;
  maximum = Number.NEGATIVE_INFINITY;

  add(value: number, times = 1): void {
    this.count += times;
    this.sum += value * times;
    this.minimum = Math.min(this.minimum, value);
    this.maximum = Math.max(this.maximum, value);
    this.tally(this.isCoarse ? coarse(value) : value, times);
    if (!this.isCoarse && this.counts.size > MAX_EXACT_VALUES) this.coarsen();
  }

  merge(other: ValueDistribution): void {
    this.count += other.count;
    this.sum += other.sum;
    this.minimum = Math.min(this.minimum, other.minimum);
    this.maximum = Math.max(this.maximum, other.maximum);
    for (const [value, times] of other.counts) this.tally(this.isCoarse ? coarse(value) : value, times);
    if (!this.isCoarse && (other.isCoarse || this.counts.size > MAX_EXACT_VALUES)) this.coarsen();
  }

  /**
   * @param statistic `Sum`, `Average`, `Minimum`, `Maximum`, `SampleCount`, or a percentile: `p99`, `p99.9`.
   * @throws AwsError `InvalidParameterValue` for any other.
   */
  statistic(statistic: string): number {
    switch (statistic) {
      case 'SampleCount':
        return this.count;
      case 'Sum':
        return this.sum;
      case 'Average':
        return this.sum / this.count;
      case 'Minimum':
        return this.minimum;
      case 'Maximum':
        return this.maximum;
      default:
        return this.percentile(percentOf(statistic) / 100);
    }
  }

  /** What `restored` makes the same distribution of. */
  saved(): readonly CountedValue[] {
    return [...this.counts];
  }

  static restored(values: readonly CountedValue[]): ValueDistribution {
    const distribution = new ValueDistribution();
    for (const [value, times] of values) distribution.add(value, times);
    return distribution;
  }

  /** The value of nearest rank. */
  private percentile(share: number): number {
    const rank = Math.max(1, Math.ceil(share * this.count - 1e-9));
    let seen = 0;
    for (const [value, times] of [...this.counts].sort(([a], [b]) => a - b)) {
      seen += times;
      if (seen >= rank) return Math.min(this.maximum, Math.max(this.minimum, value));
    }
    return this.maximum;
  }

  private tally(value: number, times: number): void {
    this.counts.set(value, (this.counts.get(value) ?? 0) + times);
  }

  private coarsen(): void {
    const exact = this.counts;
    this.counts = new Map();
    this.isCoarse = true;
    for (const [value, times] of exact) this.tally(coarse(value), times);
  }
}

/** A percentile's number. @throws AwsError `InvalidParameterValue` */
export function percentOf(statistic: string): number {
  const [, digits] = /^p(\d{1,2}(?:\.\d+)?|100)$/.exec(statistic) ?? [];
  if (digits !== undefined) return Number(digits);
  const message = `The laptop has Sum, Average, Minimum, Maximum, SampleCount and percentiles, not '${statistic}'.`;
  throw new AwsError('InvalidParameterValue', message);
}

/** @throws AwsError `InvalidParameterValue` */
export function assertStatistic(statistic: string): void {
  if (!['Sum', 'Average', 'Minimum', 'Maximum', 'SampleCount'].includes(statistic)) percentOf(statistic);
}

const coarse = (value: number): number =>
  value === 0 ? 0 : Math.sign(value) * Math.exp(Math.round(Math.log(Math.abs(value)) / GROWTH) * GROWTH);
