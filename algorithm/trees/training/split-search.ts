import type { BoostingParameters } from './boosting-parameters';
import type { TrainingTable } from './training-table';

/** First and second derivatives of the loss by the margin, row by row. */
export interface Gradients {
  readonly gradient: Float64Array;
  readonly hessian: Float64Array;
}

/** The best split of a node found so far. */
export interface Split {
  gain: number;
  feature: number;
  /** Rows below it go left. */
  condition: number;
  missingLeft: boolean;
}

/** Sums over the rows of a node. */
export interface NodeSums {
  gradient: number;
  hessian: number;
}

/** Loss that a node's best leaf saves, twice: G^2 / (H + lambda). */
export const scoreOf = ({ gradient, hessian }: NodeSums, lambda: number): number =>
  (gradient * gradient) / (hessian + lambda);

export interface SplitSearch {
  readonly table: TrainingTable;
  readonly gradients: Gradients;
  readonly parameters: Pick<BoostingParameters, 'lambda' | 'min_child_weight'>;
  /** Open node of each row, by its place among the open nodes; -1 where the row is in none. */
  readonly openNode: Int32Array;
  /** Sums of the open nodes. */
  readonly sums: readonly NodeSums[];
  /** Features that this tree may split by. */
  readonly features: readonly number[];
}

/** Loss that a split must save at all; below it is rounding. */
const LEAST_GAIN = 1e-6;

/**
 * The best split of every open node, by exact greedy search: each feature's values are gone through once in ascending order, for all open nodes at
 * the same time, and once in descending order where some rows miss the feature, so that the missing may go to either side. Of equal gains
 * the first feature wins, and of its splits the lowest.
 * @returns one for each open node; undefined where no split saves anything
 * @see Chen and Guestrin (2016), "XGBoost: A Scalable Tree Boosting System", algorithm 1 and 3: https://arxiv.org/abs/1603.02754
 */
export function bestSplits(search: SplitSearch): (Split | undefined)[] {
  const best = search.sums.map((): Split | undefined => undefined);
  for (const feature of search.features) {
    const { sorted, rows } = search.table;
    scan(search, feature, best, false);
    if (sorted[feature]!.length < rows) scan(search, feature, best, true);
  }
  return best;
}

/** One pass over a feature. Ascending, the rows seen so far are the left side, and the missing go right; descending, the other way round. */
function scan(search: SplitSearch, feature: number, best: (Split | undefined)[], isDescending: boolean): void {
  const { table, gradients, parameters, openNode, sums } = search;
  const { lambda, min_child_weight: least } = parameters;
  const column = table.columns[feature]!;
  const order = table.sorted[feature]!;
  const seen = sums.map(() => ({ gradient: 0, hessian: 0, last: Number.NaN }));
  for (let step = 0; step < order.length; step += 1) {
    const row = order[isDescending ? order.length - 1 - step : step]!;
    const node = openNode[row]!;
    if (node === -1) continue;
    const value = column[row]!;
    const side = seen[node]!;
    if (side.hessian > 0 && value !== side.last && side.hessian >= least) {
      const total = sums[node]!;
      const rest = { gradient: total.gradient - side.gradient, hessian: total.hessian - side.hessian };
      if (rest.hessian >= least) {
        const gain = scoreOf(side, lambda) + scoreOf(rest, lambda) - scoreOf(total, lambda);
        const known = best[node];
        if (gain > LEAST_GAIN && (known === undefined || gain > known.gain)) {
          const condition = between(isDescending ? value : side.last, isDescending ? side.last : value);
          best[node] = { gain, feature, condition, missingLeft: isDescending };
        }
      }
    }
    side.gradient += gradients.gradient[row]!;
    side.hessian += gradients.hessian[row]!;
    side.last = value;
  }
  // Everything that has the feature on one side, everything that misses it on the other.
  if (order.length === table.rows) return;
  for (const [node, side] of seen.entries()) {
    const total = sums[node]!;
    const rest = { gradient: total.gradient - side.gradient, hessian: total.hessian - side.hessian };
    if (!(side.hessian >= least && rest.hessian >= least && side.hessian > 0)) continue;
    const gain = scoreOf(side, lambda) + scoreOf(rest, lambda) - scoreOf(total, lambda);
    const known = best[node];
    if (gain <= LEAST_GAIN || (known !== undefined && gain <= known.gain)) continue;
    // Above the greatest value everything present goes left; at the least one nothing does.
    const condition = isDescending ? side.last : Math.fround(side.last + Math.abs(side.last) + 1);
    best[node] = { gain, feature, condition, missingLeft: isDescending };
  }
}

/** A single-precision number above the lower value and not above the upper. */
function between(lower: number, upper: number): number {
  const middle = Math.fround((lower + upper) / 2);
  return middle > lower ? middle : upper;
}
