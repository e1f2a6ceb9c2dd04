import { hashOf } from '../../table/inference-ids';
import { DistinctEstimate } from './distinct-estimate';

/** Distinct values that are counted one by one. */
export const MAX_DISTINCT = 4096;

export interface StoredCounts<Key> {
  readonly counts: readonly (readonly [Key, number])[];
  readonly other: number;
  readonly isOver: boolean;
  /** Registers of the estimate, base64; absent while every value is kept. */
  readonly distinct?: string;
}

/**
 * Counts of distinct values, all of them up to a limit. Beyond it only the given values are counted one by one, the rest together as
 * "other", and how many distinct ones there are is estimated. Which of both it is depends on the values alone, not on their order nor on
 * the parts they came in: so do all counts.
 */
export class CappedCounts<Key extends string | number> {
  readonly counts = new Map<Key, number>();
  /** Values that are not counted one by one. */
  other = 0;
  /** Whether there were more distinct values than are kept. */
  isOver = false;
  private estimate: DistinctEstimate | undefined;
  private readonly given: ReadonlySet<Key>;

  constructor(given: readonly Key[] = []) {
    this.given = new Set(given);
  }

  /** Whether another value would only be counted as "other". */
  get isClosed(): boolean {
    return this.isOver && this.given.size === 0;
  }

  add(key: Key, count: number): void {
    const before = this.counts.get(key);
    if (before !== undefined) {
      this.counts.set(key, before + count);
      return;
    }
    if (this.isOver) this.estimateText(key);
    if (!this.isOver || this.given.has(key)) this.addNew(key, count);
    else this.other += count;
  }

  merge(that: CappedCounts<Key>): void {
    if (that.isOver) {
      this.goOver();
      if (that.estimate !== undefined) this.openEstimate().merge(that.estimate);
    }
    for (const [key, count] of that.counts) this.add(key, count);
    this.other += that.other;
  }

  get total(): number {
    return [...this.counts.values()].reduce((sum, count) => sum + count, this.other);
  }

  /** How many distinct values there were: all are known up to the limit; beyond, texts are estimated, and of numbers it is the least. */
  get distinct(): number {
    if (!this.isOver) return this.counts.size;
    return this.estimate === undefined ? MAX_DISTINCT + 1 : this.estimate.count();
  }

  store(): StoredCounts<Key> {
    const { counts, other, isOver, estimate } = this;
    return { counts: [...counts], other, isOver, ...(estimate === undefined ? {} : { distinct: estimate.store() }) };
  }

  restore({ counts, other, isOver, distinct }: StoredCounts<Key>): void {
    if (distinct !== undefined) this.estimate = DistinctEstimate.read(distinct);
    for (const [key, count] of counts) this.counts.set(key, count);
    this.other = other;
    this.isOver = isOver;
  }

  private addNew(key: Key, count: number): void {
    this.counts.set(key, count);
    if (this.counts.size > MAX_DISTINCT) this.goOver();
  }

  private goOver(): void {
    if (this.isOver) return;
    this.isOver = true;
    for (const [key, count] of this.counts) {
      this.estimateText(key);
      if (this.given.has(key)) continue;
      this.other += count;
      this.counts.delete(key);
    }
  }

  /** Nobody asks how many distinct numbers there are, and a hash for each would be what the analysis of a number costs most. */
  private estimateText(key: Key): void {
    if (typeof key === 'string') this.openEstimate().add(hashOf(key));
  }

  private openEstimate(): DistinctEstimate {
    this.estimate ??= new DistinctEstimate();
    return this.estimate;
  }
}
