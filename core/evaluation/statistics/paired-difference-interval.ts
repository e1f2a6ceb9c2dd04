import { NORMAL_QUANTILE } from './interval';

/** What two models did to the same rows. */
export interface PairedCounts {
  readonly rows: number;
  /** Rows that the first model gets right and the second wrong. */
  readonly firstOnly: number;
  /** Rows that the second model gets right and the first wrong. */
  readonly secondOnly: number;
}

/** A difference of two proportions, -1..1, with its 95 % interval. */
export interface PairedDifference {
  /** Of the first model's accuracy minus the second's. */
  readonly difference: number;
  readonly low: number;
  readonly high: number;
}

/** Halvings of an interval of at most 2: the rest is below a double's resolution. */
const HALVINGS = 60;

/**
 * The difference of two models' accuracies on the same rows, with Tango's score interval (T. Tango, Equivalence test and confidence interval
 * for the difference in proportions for the paired-sample design, Statistics in Medicine 17, 1998, 891-908): the differences that a
 * two-sided score test at 5 % would not refuse. Rows that both get right, or both wrong, count by their number alone. Unlike Wald's interval it
 * stays honest where hardly any row tells the models apart.
 * The ends solve (b - c - nΔ)² = z² n (2q + Δ(1 - Δ)), where b and c are the discordant counts and q is the likeliest probability of a row of
 * the second kind, given Δ; bisection finds them, since the test refuses ever more the farther Δ lies from the estimate.
 * @throws RangeError for counts that are none, or no rows
 */
export function pairedDifference(counts: PairedCounts): PairedDifference {
  const { rows, firstOnly, secondOnly } = counts;
  if (![rows, firstOnly, secondOnly].every((count) => Number.isInteger(count) && count >= 0)) {
    throw new RangeError(`Counts are whole numbers from 0 on, not ${JSON.stringify(counts)}.`);
  }
  if (rows === 0 || firstOnly + secondOnly > rows) {
    throw new RangeError(`${firstOnly} and ${secondOnly} discordant rows do not fit into ${rows}.`);
  }
  const difference = (firstOnly - secondOnly) / rows;
  return {
    difference,
    low: firstOnly - secondOnly === -rows ? -1 : end(counts, difference, -1),
    high: firstOnly - secondOnly === rows ? 1 : end(counts, difference, 1),
  };
}

/** The point between the estimate and `limit` from which on the test refuses. */
function end(counts: PairedCounts, estimate: number, limit: -1 | 1): number {
  if (!refuses(counts, limit)) return limit;
  let [kept, refused] = [estimate, limit as number];
  for (let halving = 0; halving < HALVINGS; halving += 1) {
    const middle = (kept + refused) / 2;
    if (refuses(counts, middle)) refused = middle;
    else kept = middle;
  }
  return (kept + refused) / 2;
}

function refuses(counts: PairedCounts, delta: number): boolean {
  const { rows, firstOnly, secondOnly } = counts;
  const distance = firstOnly - secondOnly - rows * delta;
  const variance = rows * (2 * restrictedEstimate(counts, delta) + delta * (1 - delta));
  return distance ** 2 > NORMAL_QUANTILE ** 2 * Math.max(0, variance);
}

/** The likeliest probability of a `secondOnly` row where the true difference is `delta`: the larger root of a quadratic equation (Tango's 1998, section 2). */
function restrictedEstimate({ rows, firstOnly, secondOnly }: PairedCounts, delta: number): number {
  const a = 2 * rows;
  const b = -firstOnly - secondOnly + (2 * rows - firstOnly + secondOnly) * delta;
  const c = -secondOnly * delta * (1 - delta);
  return (Math.sqrt(Math.max(0, b ** 2 - 4 * a * c)) - b) / (2 * a);
}
