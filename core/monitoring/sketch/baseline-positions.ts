/** Counts as a JSON value; `at[2i]` lies below value i (and above the one before), `at[2i + 1]` on it, the last above all. */
export type StoredPositions = readonly number[];

/**
 * Where current values lie among the baseline's: how many fall on each distinct value and into each gap. Between two neighbouring values
 * the baseline's distribution function is flat, so the largest distance to the current one is found exactly at the ends of
 * the gaps; and counts merge exactly, which a sketch of the current values would not.
 */
export class BaselinePositions {
  readonly at: Float64Array;

  /** @param values distinct, ascending */
  constructor(readonly values: Float64Array) {
    this.at = new Float64Array(2 * values.length + 1);
  }

  /** @param run ascending, without NaN */
  addSorted(run: Float64Array): void {
    const { values, at } = this;
    // A walk through both lists, or a search for each value where that is shorter.
    const isShort = run.length * 16 < values.length;
    let next = 0;
    const { length } = values;
    for (let index = 0; index < run.length; index += 1) {
      const value = run[index]!;
      if (isShort) next = firstAtLeast(values, value, next);
      else while (next < length && values[next]! < value) next += 1;
      const place = 2 * next + (next < length && values[next] === value ? 1 : 0);
      at[place] = at[place]! + 1;
    }
  }

  /** @throws RangeError for positions among other values */
  merge(other: BaselinePositions): void {
    if (other.at.length !== this.at.length) throw new RangeError('Counts against different baselines do not merge.');
    other.at.forEach((count, index) => {
      this.at[index]! += count;
    });
  }

  get count(): number {
    return this.at.reduce((sum, count) => sum + count, 0);
  }

  store(): StoredPositions {
    return Array.from(this.at);
  }

  /** @throws RangeError for counts of another number of values */
  restore(stored: StoredPositions): void {
    if (stored.length !== this.at.length) throw new RangeError('The stored counts belong to another baseline.');
    this.at.set(stored);
  }
}

function firstAtLeast(values: Float64Array, value: number, from: number): number {
  let [low, high] = [from, values.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
