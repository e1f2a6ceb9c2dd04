import * as z from 'zod';
import { PREDICTION_COLUMN } from '../drift/tables/answer-columns';
import { rowCountOf, type WholeTable } from '../table/whole-table';
import type { ComparedGroup } from './compared-run';

/** Everyone together, beside the groups. */
export const EVERYONE = 'everyone';

const groupSchema = z.object({ group: z.string(), rows: z.number(), accepted: z.number() });
/** How many rows of each group are predicted to be 1; everyone first. */
export const acceptanceSchema = z.array(groupSchema);
export type Acceptance = z.infer<typeof acceptanceSchema>;

/** More values than these are no groups. */
const MAX_GROUPS = 20;

/** @param columns whose values make the groups; one of more than 20 values makes none */
export function acceptanceOf(table: WholeTable, columns: readonly string[]): Acceptance {
  const predictions = table.get(PREDICTION_COLUMN)!;
  const accepted = (rows: readonly number[]): number => rows.filter((row) => predictions[row] === 1).length;
  const all = Array.from({ length: rowCountOf(table) }, (_, row) => row);
  const groups = columns.flatMap((column) => {
    const cells = table.get(column) ?? [];
    const values = [...new Set(cells)].sort((one, other) => (String(one) < String(other) ? -1 : 1));
    if (values.length > MAX_GROUPS) return [];
    return values.map((value) => {
      const rows = all.filter((row) => cells[row] === value);
      return { group: `${column} = ${value ?? 'missing'}`, rows: rows.length, accepted: accepted(rows) };
    });
  });
  return [{ group: EVERYONE, rows: all.length, accepted: accepted(all) }, ...groups];
}

/** Shares of both; a group that either lacks is left out. */
export const comparedAcceptance = (observed: Acceptance, baseline: Acceptance): ComparedGroup[] =>
  observed.flatMap(({ group, rows, accepted }) => {
    const then = baseline.find((other) => other.group === group);
    if (then === undefined || then.rows === 0 || rows === 0) return [];
    return [{ group, rows, observed: accepted / rows, baseline: then.accepted / then.rows }];
  });
