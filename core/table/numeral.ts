import { CellKind } from './cell-kind';

export interface Numeral {
  readonly kind: CellKind;
  /** Meaningless for Missing and Text. */
  readonly value: number;
}

const INTEGRAL = /^[+-]?\d+$/;
const FRACTIONAL = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;
const NOT_A_NUMBER = /^[+-]?nan$/i;
const INFINITE = /^([+-]?)inf(inity)?$/i;

/**
 * What a text says: a decimal numeral with blanks around it is a number, `NaN` and nothing are missing, `inf` and `Infinity` are not
 * finite (as is a numeral beyond the range of doubles). Hexadecimal, digits in groups and the like are text.
 */
export function numeralOf(text: string): Numeral {
  const bare = text.trim();
  if (bare === '' || NOT_A_NUMBER.test(bare)) return { kind: CellKind.Missing, value: 0 };
  if (FRACTIONAL.test(bare)) {
    const value = Number(bare);
    const kind = INTEGRAL.test(bare) ? CellKind.Integral : CellKind.Fractional;
    return { kind: Number.isFinite(value) ? kind : CellKind.NonFinite, value };
  }
  const infinite = INFINITE.exec(bare);
  if (infinite !== null) return { kind: CellKind.NonFinite, value: infinite[1] === '-' ? -Infinity : Infinity };
  return { kind: CellKind.Text, value: 0 };
}
