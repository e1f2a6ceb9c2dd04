import { SeededRandom } from '../seeded-random';

/** Which share of the rows each split takes; together 1. */
export interface SplitFractions {
  readonly train: number;
  readonly validation: number;
  readonly test: number;
}

export const DEFAULT_SPLIT: SplitFractions = { train: 0.7, validation: 0.2, test: 0.1 };

export interface SplitRows<Row> {
  readonly train: readonly Row[];
  readonly validation: readonly Row[];
  readonly test: readonly Row[];
}

/**
 * Deals rows out to the three splits, class by class, so that each split has each class in its share, within one row. Which rows depends on the
 * seed and on the rows' positions; every split keeps the order of the input.
 * @param labelOf the class of a row
 * @throws RangeError where the fractions are negative or do not sum to 1
 */
export function splitRows<Row>(
  rows: readonly Row[],
  labelOf: (row: Row, index: number) => number | string,
  { train, validation, test }: SplitFractions,
  seed: number,
): SplitRows<Row> {
  if (!(Math.min(train, validation, test) >= 0 && Math.abs(train + validation + test - 1) < 1e-9))
    throw new RangeError(`The fractions ${train}, ${validation} and ${test} must be 0 or more and sum to 1.`);
  const byLabel = new Map<number | string, number[]>();
  for (const [index, row] of rows.entries()) {
    const label = labelOf(row, index);
    const members = byLabel.get(label);
    if (members === undefined) byLabel.set(label, [index]);
    else members.push(index);
  }
  const splitOf = new Uint8Array(rows.length);
  for (const [label, members] of byLabel) {
    const shuffled = new SeededRandom(seed, 'split', label).shuffled(members);
    // Bounds that are rounded one by one: no split is more than a row off its share.
    const trained = Math.round(shuffled.length * train);
    const validated = Math.round(shuffled.length * (train + validation));
    for (const index of shuffled.slice(trained, validated)) splitOf[index] = 1;
    for (const index of shuffled.slice(validated)) splitOf[index] = 2;
  }
  const of = (split: number): Row[] => rows.filter((_, index) => splitOf[index] === split);
  return { train: of(0), validation: of(1), test: of(2) };
}
