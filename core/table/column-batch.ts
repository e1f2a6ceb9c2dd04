import { CellKind } from './cell-kind';
import { numeralOf } from './numeral';

const { Fractional, Integral, Missing, NonFinite, Text } = CellKind;

/** Rows of one batch: small enough that the columns of a wide table stay in the processor's cache. */
export const BATCH_ROWS = 1024;

/** Some rows of one column. The arrays are used again for the next batch: read them before asking for it. */
export class ColumnBatch {
  /** A `CellKind` for each row. */
  readonly kinds = new Uint8Array(BATCH_ROWS);
  /** The number of a cell that is Integral, Fractional or NonFinite; anything otherwise. */
  readonly numbers = new Float64Array(BATCH_ROWS);
  /** The text of a cell that is Text; anything otherwise. */
  readonly texts: string[] = new Array<string>(BATCH_ROWS).fill('');

  constructor(public name: string) {}

  putMissing(row: number): void {
    this.kinds[row] = Missing;
  }

  putNumber(row: number, value: number, kind: CellKind): void {
    this.kinds[row] = kind;
    this.numbers[row] = value;
  }

  /** Takes text for what it says: a numeral for a number, nothing for a missing value. */
  putText(row: number, text: string): void {
    const { kind, value } = numeralOf(text);
    this.kinds[row] = kind;
    this.numbers[row] = value;
    if (kind === Text) this.texts[row] = text;
  }

  /** A value of JSON: strings stay text, even where they look like a number; objects are written as JSON. */
  putJson(row: number, value: unknown): void {
    if (typeof value === 'number') {
      const kind = Number.isInteger(value) ? Integral : Fractional;
      this.putNumber(row, value, Number.isFinite(value) ? kind : NonFinite);
    } else if (value === null || value === undefined || value === '') {
      this.kinds[row] = Missing;
    } else {
      this.kinds[row] = Text;
      this.texts[row] = typeof value === 'object' ? JSON.stringify(value) : String(value);
    }
  }

  /** The cell as text, numbers in their shortest form; undefined where it is missing. */
  textAt(row: number): string | undefined {
    const kind = this.kinds[row];
    if (kind === Missing) return undefined;
    return kind === Text ? this.texts[row] : String(this.numbers[row]);
  }

  /** The cell as a number; undefined where it is none, or not finite. */
  numberAt(row: number): number | undefined {
    const kind = this.kinds[row];
    return kind === Integral || kind === Fractional ? this.numbers[row] : undefined;
  }
}
