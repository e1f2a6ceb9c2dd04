import { mergeSorted } from './merge-sorted';
import { mergeWeighted, NO_VALUES, type WeightedValues } from './weighted-values';

/** What Model Monitor's files say of their sketches. */
export const KLL_PARAMETERS = { c: 0.64, k: 2048 } as const;

/** A sketch as `statistics.json` holds it: an item of level i counts 2^i. */
export interface KllData {
  readonly parameters: { readonly c: number; readonly k: number };
  readonly data: readonly (readonly number[])[];
}

/**
 * Quantiles of any number of values in little room: Karnin, Lang and Liberty, "Optimal Quantile Approximation in Streams", FOCS 2016.
 * Level i holds sorted items that stand for 2^i values each; its capacity is k c^(levels above it). A level that is full passes every
 * second item on to the next, beginning with the first or the second by a seeded coin.
 *
 * Up to k values the sketch holds them all: ranks are exact. Beyond, a rank is off by at most 0.24 % of the values with a
 * probability of 99 % (2.296 / k^0.9021, https://datasketches.apache.org/docs/KLL/KLLSketch.html). Sketches merge in any grouping within
 * the same bound; their items then depend on the grouping.
 */
export class KllSketch {
  private levels: Float64Array[] = [EMPTY];
  /** Compactions so far: the coin's counter. */
  private compactions = 0;
  private items = 0;
  count = 0;

  constructor(
    private readonly seed: number,
    readonly k: number = KLL_PARAMETERS.k,
    readonly c: number = KLL_PARAMETERS.c,
  ) {}

  /** @param values in ascending order, without NaN */
  addSorted(values: Float64Array): void {
    if (values.length === 0) return;
    this.levels[0] = mergeSorted(this.levels[0]!, values);
    this.items += values.length;
    this.count += values.length;
    this.compress();
  }

  /** Takes in what another sketch holds, which does not change. */
  merge(other: KllSketch): void {
    other.levels.forEach((level, index) => {
      this.levels[index] = mergeSorted(this.levels[index] ?? EMPTY, level);
    });
    this.items += other.items;
    this.count += other.count;
    this.compactions += other.compactions;
    this.compress();
  }

  /** Its items with their weights, in ascending order of the values, equal values as one. */
  weighted(): WeightedValues {
    // The higher a level, the shorter it is: what has been merged so far stays small until the last.
    return this.levels.reduceRight<WeightedValues>(
      (above, level, index) => mergeWeighted(above, level, 2 ** index),
      NO_VALUES,
    );
  }

  /** The items of each level, as the file has them. */
  data(): number[][] {
    return this.levels.map((level) => Array.from(level));
  }

  /** A sketch of a file, or of a state; `count` is what its weights add up to. */
  static ofData(data: readonly (readonly number[])[], seed: number, k?: number, c?: number): KllSketch {
    const sketch = new KllSketch(seed, k, c);
    sketch.levels = data.length === 0 ? [EMPTY] : data.map((level) => Float64Array.from(level).sort());
    sketch.levels.forEach((level, index) => {
      sketch.items += level.length;
      sketch.count += level.length * 2 ** index;
    });
    return sketch;
  }

  private compress(): void {
    while (this.items > this.capacity()) {
      const full = this.levels.findIndex((level, index) => level.length > this.levelCapacity(index));
      this.compact(full);
    }
  }

  private capacity(): number {
    return this.levels.reduce((sum, _, index) => sum + this.levelCapacity(index), 0);
  }

  private levelCapacity(index: number): number {
    return Math.max(2, Math.ceil(this.k * this.c ** (this.levels.length - 1 - index)));
  }

  private compact(index: number): void {
    const level = this.levels[index]!;
    const coin = coinOf(this.seed, this.compactions);
    this.compactions += 1;
    // Of an odd number one stays behind; the coin says at which end.
    const isOdd = level.length % 2 === 1;
    const from = isOdd && coin >= 2 ? 1 : 0;
    const half = level.length >> 1;
    const passed = new Float64Array(half);
    for (let pair = 0; pair < half; pair += 1) passed[pair] = level[from + 2 * pair + (coin & 1)]!;
    this.levels[index] = isOdd ? level.slice(from === 1 ? 0 : level.length - 1, from === 1 ? 1 : level.length) : EMPTY;
    this.levels[index + 1] = mergeSorted(this.levels[index + 1] ?? EMPTY, passed);
    this.items -= half;
  }
}

const EMPTY = new Float64Array(0);

/** Two fair bits, the same for the same seed and counter: the finaliser of MurmurHash3. */
function coinOf(seed: number, counter: number): number {
  let state = Math.imul(seed ^ Math.imul(counter + 1, 0x9e3779b1), 0x85ebca6b);
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
  return (state ^ (state >>> 16)) & 3;
}
