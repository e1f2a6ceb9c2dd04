import { SeededRandom } from '../../seeded-random';

/** One row of a sample, with how often it came. */
export interface SampledRow<Row> {
  /** What makes the row this row: an inference id, or its content. */
  readonly identity: string;
  readonly row: Row;
  readonly count: number;
}

interface Held<Row> extends SampledRow<Row> {
  readonly priority: number;
}

/**
 * A random sample of rows that does not depend on how the rows came: each row's priority is drawn from the seed and its identity alone, and the
 * rows of the smallest priorities stay (bottom-k sampling). So any partition of a window into files, in any order, merged in any order, gives the
 * same sample. Up to `size` different rows the sample is everything, and what is computed from it is exact.
 * @see Cohen and Kaplan (2007), "Summarizing data using bottom-k sketches": https://doi.org/10.1145/1281100.1281133
 */
export class RowSample<Row> {
  private held = new Map<string, Held<Row>>();
  /** Rows of a priority above it have gone, and go whenever they come again. */
  private limit = Number.POSITIVE_INFINITY;

  /** @param size how many different rows stay, 1 or more */
  constructor(
    readonly size: number,
    readonly seed: number,
  ) {}

  add(identity: string, row: Row, count = 1): void {
    const known = this.held.get(identity);
    if (known !== undefined) {
      this.held.set(identity, { ...known, count: known.count + count });
      return;
    }
    const priority = priorityOf(this.seed, identity);
    if (priority > this.limit) return;
    this.held.set(identity, { identity, row, count, priority });
    // Sorting at twice the size makes it cheap for each row.
    if (this.held.size >= 2 * this.size + 16) this.shrink();
  }

  /** @returns the sample of both; neither changes. The two must be of one size and seed. */
  merge(other: RowSample<Row>): RowSample<Row> {
    const merged = new RowSample<Row>(this.size, this.seed);
    for (const sample of [this, other])
      for (const { identity, row, count } of sample.rows()) merged.add(identity, row, count);
    merged.limit = Math.min(merged.limit, this.limit, other.limit);
    merged.shrink();
    return merged;
  }

  /** The sample, in the order of priorities, which is random but always the same. */
  rows(): readonly SampledRow<Row>[] {
    this.shrink();
    return [...this.held.values()].sort(byPriority);
  }

  /** Whether rows had to go. */
  get isPartial(): boolean {
    this.shrink();
    return this.limit !== Number.POSITIVE_INFINITY;
  }

  /** For storage; `RowSample.read` takes it back. */
  stored(): StoredRowSample<Row> {
    const rows = this.rows().map(({ identity, row, count }) => ({ identity, row, count }));
    return {
      size: this.size,
      seed: this.seed,
      partial: this.isPartial,
      limit: this.isPartial ? this.limit : null,
      rows,
    };
  }

  static read<Row>({ size, seed, limit, rows }: StoredRowSample<Row>): RowSample<Row> {
    const sample = new RowSample<Row>(size, seed);
    for (const { identity, row, count } of rows) sample.add(identity, row, count);
    if (limit !== null) sample.limit = limit;
    return sample;
  }

  private shrink(): void {
    if (this.limit !== Number.POSITIVE_INFINITY)
      for (const [identity, { priority }] of this.held) if (priority > this.limit) this.held.delete(identity);
    if (this.held.size <= this.size) return;
    const kept = [...this.held.values()].sort(byPriority).slice(0, this.size);
    this.limit = kept.at(-1)!.priority;
    this.held = new Map(kept.map((each) => [each.identity, each]));
  }
}

export interface StoredRowSample<Row> {
  readonly size: number;
  readonly seed: number;
  readonly partial: boolean;
  readonly limit: number | null;
  readonly rows: readonly SampledRow<Row>[];
}

const byPriority = (one: Held<unknown>, other: Held<unknown>): number =>
  one.priority - other.priority || (one.identity < other.identity ? -1 : 1);

/** 53 random bits: among a billion rows the chance that two share a priority is one in eighteen. */
function priorityOf(seed: number, identity: string): number {
  const random = new SeededRandom(seed, identity);
  return random.uint32() * 2 ** 21 + (random.uint32() >>> 11);
}
