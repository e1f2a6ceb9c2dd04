import { SeededRandom } from '../seeded-random';

/** What carving looks at: the rest of a row is carried along. */
export interface LabelledRow {
  readonly row: number;
  readonly label: number;
}

export interface CarvedRows<Row> {
  readonly train: readonly Row[];
  readonly validation: readonly Row[];
}

/**
 * Takes a validation split out of the training rows, so that the test split stays untouched until the evaluation. Stratified: each
 * class gives the fraction of its own rows, rounded, and at least one if it has two or more; a class of one row keeps it for training.
 * Seeded: which rows depends on the seed and on the set of row numbers, not on the order they come in. Both lists
 * keep the order of the input.
 * @param fraction 0 <= fraction < 1; 0 gives an empty validation split
 * @param split what is carved: a test split carved by the same seed is drawn apart from the validation split.
 * @throws RangeError for another fraction
 */
export function carveValidation<Row extends LabelledRow>(
  rows: readonly Row[],
  fraction: number,
  seed: number,
  split: 'validation' | 'test' = 'validation',
): CarvedRows<Row> {
  if (!(fraction >= 0 && fraction < 1))
    throw new RangeError(`The validation fraction is ${fraction}; it must be in [0, 1).`);
  if (fraction === 0) return { train: [...rows], validation: [] };
  const byLabel = groupByLabel(rows);
  const chosen = new Set<Row>();
  for (const [label, members] of byLabel) {
    const sorted = [...members].sort((one, other) => one.row - other.row);
    const count = Math.min(sorted.length - 1, Math.max(1, Math.round(sorted.length * fraction)));
    for (const row of new SeededRandom(seed, split, label).shuffled(sorted).slice(0, count)) chosen.add(row);
  }
  return {
    train: rows.filter((row) => !chosen.has(row)),
    validation: rows.filter((row) => chosen.has(row)),
  };
}

function groupByLabel<Row extends LabelledRow>(rows: readonly Row[]): Map<number, Row[]> {
  const groups = new Map<number, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.label);
    if (group === undefined) groups.set(row.label, [row]);
    else group.push(row);
  }
  return groups;
}
