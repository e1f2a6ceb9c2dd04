import { CellKind } from '../../table/cell-kind';
import type { ColumnBatch } from '../../table/column-batch';
import type { ColumnAnalyzer, ColumnState } from '../analyzer';
import { known, type Metric, unknown } from '../metric';
import { DoubleDouble } from '../sketch/double-double';

const { Fractional, Integral } = CellKind;

export interface StoredMoments {
  readonly count: number;
  readonly sum: readonly [number | null, number | null];
  readonly squares: readonly [number | null, number | null];
  readonly min: number | null;
  readonly max: number | null;
}

/** Below this, the squares of a batch add up exactly. */
const SMALL = 2 ** 20;
const NO_NUMBER = unknown('the column holds no number');
const finite = (value: number): Metric =>
  Number.isFinite(value) ? known(value) : unknown('the sum is beyond the range of doubles');

/**
 * Sum, mean, standard deviation and range of the numbers. Sums are kept in about 106 bits, so that they come out the same, to the last
 * bit, in whatever parts and order the rows came (running means do not), and a small spread about a large mean is not lost.
 */
export class MomentsState implements ColumnState<MomentsState, StoredMoments> {
  count = 0;
  private min = Infinity;
  private max = -Infinity;
  private readonly sums = new DoubleDouble();
  private readonly squares = new DoubleDouble();

  add({ kinds, numbers }: ColumnBatch, rows: number): void {
    const { sums, squares } = this;
    let { min, max, count } = this;
    // Small whole numbers add up exactly as they are: 1,024 squares below 2^40 stay below 2^53.
    let [wholeSum, wholeSquares] = [0, 0];
    for (let row = 0; row < rows; row += 1) {
      const kind = kinds[row];
      if (kind !== Integral && kind !== Fractional) continue;
      const value = numbers[row]!;
      count += 1;
      if (value < min) min = value;
      if (value > max) max = value;
      if (kind === Integral && value < SMALL && value > -SMALL) {
        wholeSum += value;
        wholeSquares += value * value;
        continue;
      }
      sums.add(value);
      squares.addSquare(value);
    }
    sums.add(wholeSum);
    squares.add(wholeSquares);
    Object.assign(this, { min, max, count });
  }

  merge(other: MomentsState): void {
    this.count += other.count;
    this.min = Math.min(this.min, other.min);
    this.max = Math.max(this.max, other.max);
    this.sums.merge(other.sums);
    this.squares.merge(other.squares);
  }

  store(): StoredMoments {
    const { count, sums, squares } = this;
    return {
      count,
      sum: [sums.high, sums.low],
      squares: [squares.high, squares.low],
      min: count === 0 ? null : this.min,
      max: count === 0 ? null : this.max,
    };
  }

  static of({ count, sum, squares, min, max }: StoredMoments): MomentsState {
    const state = new MomentsState();
    state.count = count;
    // JSON writes null for what is beyond the range of doubles.
    Object.assign(state.sums, { high: sum[0] ?? NaN, low: sum[1] ?? NaN });
    Object.assign(state.squares, { high: squares[0] ?? NaN, low: squares[1] ?? NaN });
    state.min = min ?? Infinity;
    state.max = max ?? -Infinity;
    return state;
  }

  get sum(): Metric {
    return this.count === 0 ? NO_NUMBER : finite(this.sums.value);
  }

  get mean(): Metric {
    return this.count === 0 ? NO_NUMBER : finite(this.sums.value / this.count);
  }

  /** Of the population: √(Σ(x - mean)² / n). */
  get standardDeviation(): Metric {
    if (this.count === 0) return NO_NUMBER;
    return finite(Math.sqrt(DoubleDouble.spread(this.count, this.sums, this.squares)) / this.count);
  }

  get minimum(): Metric {
    return this.count === 0 ? NO_NUMBER : known(this.min);
  }

  get maximum(): Metric {
    return this.count === 0 ? NO_NUMBER : known(this.max);
  }
}

export const moments: ColumnAnalyzer<MomentsState, StoredMoments> = {
  name: 'moments',
  metrics: {
    mean: { kind: 'exact' },
    sum: { kind: 'exact' },
    std_dev: { kind: 'exact' },
    min: { kind: 'exact' },
    max: { kind: 'exact' },
  },
  open: () => new MomentsState(),
  read: (stored) => MomentsState.of(stored),
};
