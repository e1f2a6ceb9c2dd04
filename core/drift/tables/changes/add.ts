import * as z from 'zod';
import type { SeededRandom } from '../../../seeded-random';
import type { WholeCell, WholeTable } from '../../../table/whole-table';
import { cellsOf } from '../condition';
import { ScenarioUnfit } from '../scenario-error';
import { affected, type Play, withCells } from './change';

const amountSchema = z.union([
  z.number(),
  /** A number between the two, both included where it is a whole one; drawn anew for every row. */
  z
    .strictObject({ uniform: z.tuple([z.number(), z.number()]), whole: z.boolean().optional() })
    .refine(({ uniform: [from, to] }) => from <= to, { error: 'uniform goes from the lesser number to the greater' })
    .refine(({ uniform, whole }) => whole !== true || uniform.every(Number.isInteger), {
      error: 'whole numbers are drawn between whole numbers',
    }),
  /** That many standard deviations (the population's) of the column as it is; whole: rounded down. */
  z.strictObject({ standardDeviations: z.number(), whole: z.boolean().optional() }),
]);
type Amount = z.infer<typeof amountSchema>;

export const addSchema = z.strictObject({
  change: z.literal('add'),
  column: z.string(),
  amount: amountSchema,
  ...affected,
});

/** Adds to the numbers of a column; missing values stay missing. @throws ScenarioUnfit for a text */
export function add(change: z.infer<typeof addSchema>, play: Play): WholeTable {
  const draw = drawing(change.amount, numbersOf(cellsOf(play, change.column), change.column), play.random);
  return withCells(play, change.column, change, (before) => (typeof before === 'number' ? before + draw() : before));
}

function numbersOf(cells: readonly WholeCell[], column: string): number[] {
  const text = cells.find((cell) => typeof cell === 'string');
  if (text !== undefined) throw new ScenarioUnfit(`Column '${column}' holds '${text}', to which nothing can be added.`);
  return cells.filter((cell) => typeof cell === 'number');
}

function drawing(amount: Amount, numbers: readonly number[], random: SeededRandom): () => number {
  if (typeof amount === 'number') return () => amount;
  if ('uniform' in amount) {
    const [from, to] = amount.uniform;
    return amount.whole === true ? () => from + random.below(to - from + 1) : () => random.between(from, to);
  }
  const by = amount.standardDeviations * deviationOf(numbers);
  return () => (amount.whole === true ? Math.floor(by) : by);
}

function deviationOf(numbers: readonly number[]): number {
  if (numbers.length === 0) return 0;
  const mean = numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
  return Math.sqrt(numbers.reduce((sum, value) => sum + (value - mean) ** 2, 0) / numbers.length);
}
