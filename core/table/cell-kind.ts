/**
 * What a cell of a table holds; small numbers, because a batch keeps one for each cell. A module that asks for every cell reads the kinds into names of
 * its own (`const { Missing, Text } = CellKind;`): where modules are loaded one by one, each use of an imported name is a call.
 */
export const CellKind = {
  /** Empty, null or NaN: there is no value. */
  Missing: 0,
  /** A whole number, written without a fraction. */
  Integral: 1,
  /** A number with a fraction or an exponent. */
  Fractional: 2,
  /** Anything else that was written. */
  Text: 3,
  /** Plus or minus infinity: present, and no number to compute with. */
  NonFinite: 4,
} as const;

export type CellKind = (typeof CellKind)[keyof typeof CellKind];

/** How many kinds there are. */
export const CELL_KINDS = 5;
