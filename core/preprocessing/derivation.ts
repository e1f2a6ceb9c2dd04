import * as z from 'zod';
import { CellKind } from '../table/cell-kind';
import { numeralOf } from '../table/numeral';

/** A cell's value as a declaration writes it: `999` and `"999"` are the same. */
const value = z.union([z.string().min(1), z.number()]);

/** A column more, 1 where another column's cell meets the one condition that is given, 0 where not, missing where that cell is. */
export const derivationSchema = z
  .strictObject({
    /** Of the new column. */
    name: z.string().min(1),
    /** The table's column that it is derived from. */
    column: z.string().min(1),
    equals: value.optional(),
    in: z.array(value).min(1).optional(),
    /** The cell is a number above, or below this. */
    above: z.number().optional(),
    below: z.number().optional(),
  })
  .refine(({ name: _, column: __, ...conditions }) => Object.keys(conditions).length === 1, {
    error: 'needs exactly one of equals, in, above, below',
  });
export type Derivation = z.infer<typeof derivationSchema>;

/** What a derivation gives for a cell: 1, 0 or NaN. */
export type DerivedValue = (cell: string) => number;

/**
 * Values are compared as numbers where both are numbers (`999.0` equals `999`), else as text without blanks around it. Text is neither above nor
 * below a number.
 */
export function compileDerivation({ equals, in: among, above, below }: Derivation): DerivedValue {
  if (above !== undefined) return (cell) => truth(cell, ({ value, isNumber }) => isNumber && value > above);
  if (below !== undefined) return (cell) => truth(cell, ({ value, isNumber }) => isNumber && value < below);
  const known = new Set((among ?? [equals!]).map((wanted) => comparable(String(wanted))));
  return (cell) => truth(cell, ({ key }) => known.has(key));
}

/** A text under which equal values are equal: a number's shortest form, or the text without blanks around it. */
export function comparable(text: string): string {
  const { kind, value } = numeralOf(text);
  return isNumber(kind) ? String(value === 0 ? 0 : value) : text.trim();
}

const isNumber = (kind: CellKind): boolean => kind === CellKind.Integral || kind === CellKind.Fractional;

interface SeenCell {
  readonly key: string;
  readonly value: number;
  readonly isNumber: boolean;
}

function truth(cell: string, isTrue: (seen: SeenCell) => boolean): number {
  const { kind, value } = numeralOf(cell);
  if (kind === CellKind.Missing) return Number.NaN;
  return isTrue({ key: comparable(cell), value, isNumber: isNumber(kind) }) ? 1 : 0;
}
