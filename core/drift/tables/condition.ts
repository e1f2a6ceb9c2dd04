import * as z from 'zod';
import { rowCountOf, type WholeCell, type WholeTable } from '../../table/whole-table';
import { LABEL_ROLE, PREDICTION_COLUMN, PREDICTION_ROLE } from './answer-columns';
import { ScenarioUnfit } from './scenario-error';

const comparisons = {
  is: z.union([z.number(), z.string()]).optional(),
  above: z.number().optional(),
  below: z.number().optional(),
  atLeast: z.number().optional(),
  atMost: z.number().optional(),
};

/** Which rows: `{"column": "savings", "above": 1}`, with one comparison or several, which must all hold. A missing value meets none. */
const conditionSchema = z
  .strictObject({ column: z.string(), ...comparisons })
  .refine((condition) => Object.keys(condition).length > 1, {
    error: `a condition needs one of ${Object.keys(comparisons).join(', ')}`,
  });
export type Condition = z.infer<typeof conditionSchema>;

/** One condition, or a list that must all hold. */
export const whereSchema = z.union([conditionSchema, z.array(conditionSchema).min(1)]);
export type Where = z.infer<typeof whereSchema>;

/** A table that a scenario is played on, and what it calls its label. */
export interface PlayedTable {
  readonly table: WholeTable;
  readonly label: string;
}

/** The table's own name of a column, of which a scenario may speak by its role. */
export function columnName(column: string, label: string): string {
  if (column === LABEL_ROLE) return label;
  return column === PREDICTION_ROLE ? PREDICTION_COLUMN : column;
}

/** @throws ScenarioUnfit naming the columns that there are */
export function cellsOf({ table, label }: PlayedTable, column: string): readonly WholeCell[] {
  const name = columnName(column, label);
  const cells = table.get(name);
  if (cells === undefined)
    throw new ScenarioUnfit(`There is no column '${name}' in the table; it has ${[...table.keys()].join(', ')}.`);
  return cells;
}

/** Places of the rows that meet all conditions, in order; of no condition all. @throws ScenarioUnfit */
export function placesWhere(played: PlayedTable, where: Where | undefined): number[] {
  const conditions = where === undefined ? [] : Array.isArray(where) ? where : [where];
  const tested = conditions.map((condition) => ({ condition, cells: cellsOf(played, condition.column) }));
  return Array.from({ length: rowCountOf(played.table) }, (_, row) => row).filter((row) =>
    tested.every(({ condition, cells }) => isMet(condition, cells[row]!)),
  );
}

function isMet({ is, above, below, atLeast, atMost }: Condition, cell: WholeCell): boolean {
  if (cell === null) return false;
  if (is !== undefined && String(cell) !== String(is)) return false;
  if ([above, below, atLeast, atMost].every((limit) => limit === undefined)) return true;
  if (typeof cell !== 'number') return false;
  return (
    cell > (above ?? Number.NEGATIVE_INFINITY) &&
    cell < (below ?? Number.POSITIVE_INFINITY) &&
    cell >= (atLeast ?? Number.NEGATIVE_INFINITY) &&
    cell <= (atMost ?? Number.POSITIVE_INFINITY)
  );
}
