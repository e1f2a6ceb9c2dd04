/** What of a row the metrics count; undefined where the row has no label or no prediction. */
export interface OutcomeCell {
  readonly disadvantaged: boolean;
  readonly label: boolean | undefined;
  readonly predicted: boolean | undefined;
}

/** Rows by cell: 2 facets x 3 labels (negative, positive, none) x 3 predictions (likewise). */
export type OutcomeCounts = Float64Array;

/** Cells of one side of the facet; those outside come first. */
export const SIDE_CELLS = 9;
const CELLS = 2 * SIDE_CELLS;

export const emptyCounts = (): OutcomeCounts => new Float64Array(CELLS);

const word = (value: boolean | undefined): number => (value === undefined ? 2 : value ? 1 : 0);

export const outcomeIndex = ({ disadvantaged, label, predicted }: OutcomeCell): number =>
  (disadvantaged ? SIDE_CELLS : 0) + word(label) * 3 + word(predicted);

/** Rows that fit: a part left out fits every row, `'known'` every row that has a value. */
export function countWhere(
  counts: OutcomeCounts,
  disadvantaged: boolean,
  wanted: { readonly label?: boolean | 'known'; readonly predicted?: boolean | 'known' },
): number {
  let rows = 0;
  for (const label of wordsOf(wanted.label))
    for (const predicted of wordsOf(wanted.predicted))
      rows += counts[(disadvantaged ? SIDE_CELLS : 0) + label * 3 + predicted]!;
  return rows;
}

function wordsOf(wanted: boolean | 'known' | undefined): readonly number[] {
  if (wanted === undefined) return [0, 1, 2];
  return wanted === 'known' ? [0, 1] : [word(wanted)];
}

/** The sum of several tables, cell by cell. */
export function summed(tables: readonly OutcomeCounts[]): OutcomeCounts {
  const sum = emptyCounts();
  for (const table of tables) for (let index = 0; index < CELLS; index += 1) sum[index]! += table[index]!;
  return sum;
}
