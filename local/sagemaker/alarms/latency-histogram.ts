/** Neighbouring buckets differ by this factor: what a percentile is exact to. */
const GROWTH = 1.02;

/** How often durations occurred, in buckets of 2 %: flat in memory however many there are. */
export class LatencyHistogram {
  private readonly counts = new Map<number, number>();
  private total = 0;
  private sum = 0;
  private least = Number.POSITIVE_INFINITY;
  private greatest = 0;

  /** @param micros at least 0 */
  add(micros: number): void {
    const bucket = micros < 1 ? 0 : 1 + Math.floor(Math.log(micros) / Math.log(GROWTH));
    this.counts.set(bucket, (this.counts.get(bucket) ?? 0) + 1);
    this.total++;
    this.sum += micros;
    this.least = Math.min(this.least, micros);
    this.greatest = Math.max(this.greatest, micros);
  }

  merge(other: LatencyHistogram): void {
    for (const [bucket, count] of other.counts) this.counts.set(bucket, (this.counts.get(bucket) ?? 0) + count);
    this.total += other.total;
    this.sum += other.sum;
    this.least = Math.min(this.least, other.least);
    this.greatest = Math.max(this.greatest, other.greatest);
  }

  get count(): number {
    return this.total;
  }

  /** @param statistic `Sum`, `Average`, `Minimum`, `Maximum`, `SampleCount` or a percentile such as `p99`; undefined for any other. */
  statistic(statistic: string): number | undefined {
    if (statistic === 'SampleCount') return this.total;
    if (statistic === 'Sum') return this.sum;
    if (statistic === 'Average') return this.sum / this.total;
    if (statistic === 'Minimum') return this.least;
    if (statistic === 'Maximum') return this.greatest;
    const [, percent] = /^p(\d+(?:\.\d+)?)$/.exec(statistic) ?? [];
    return percent === undefined ? undefined : this.percentile(Number(percent) / 100);
  }

  /** Upper edge of the bucket that holds the value of nearest rank. */
  private percentile(share: number): number {
    const rank = Math.max(1, Math.ceil(share * this.total));
    let seen = 0;
    for (const bucket of [...this.counts.keys()].sort((a, b) => a - b)) {
      seen += this.counts.get(bucket) as number;
      if (seen >= rank) return Math.min(this.greatest, GROWTH ** bucket);
    }
    return this.greatest;
  }
}
