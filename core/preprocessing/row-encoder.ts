import { CellKind } from '../table/cell-kind';
import { numeralOf } from '../table/numeral';
import { comparable, compileDerivation, type DerivedValue } from './derivation';
import { type FittedPreprocessing, featureNames } from './fitted-preprocessing';
import { TableInvalid, UnknownCategory } from './preprocessing-error';

/** Writes one column's numbers; returns nothing. */
type WriteFeature = (cells: readonly string[], target: NumberRow, offset: number, place: string) => void;

/** Where a row's numbers go: an array of numbers or a typed one. */
export interface NumberRow {
  [index: number]: number;
}

/** Applies a fitted preprocessing to rows. Missing stays missing: NaN, in each column of a category too. */
export class RowEncoder {
  /** Names of the numbers that a row becomes. */
  readonly names: readonly string[];
  private readonly writers: readonly WriteFeature[];

  constructor(private readonly fitted: FittedPreprocessing) {
    this.names = featureNames(fitted);
    const derived = new Map(fitted.derived.map((derivation) => [derivation.name, derivation]));
    let position = 0;
    this.writers = fitted.features.map((feature) => {
      const first = position;
      position += feature.kind === 'number' ? 1 : feature.categories.length;
      const derivation = derived.get(feature.column);
      const value = derivation === undefined ? undefined : compileDerivation(derivation);
      const source = fitted.columns.indexOf(derivation?.column ?? feature.column);
      if (feature.kind === 'categories') return this.categories(feature, source, first, value);
      return value === undefined ? numbers(feature.column, source, first) : flags(value, source, first);
    });
  }

  /**
   * @param cells one for each of the fitted `columns`, in their order
   * @param place begins errors, e.g. `bank.csv line 7`
   * @returns as many numbers as there are names; NaN where missing
   * @throws TableInvalid for another number of cells, or text or infinity in a column of numbers; UnknownCategory where the declaration says so
   */
  encode(cells: readonly string[], place: string): number[] {
    const row = new Array<number>(this.names.length).fill(0);
    this.encodeInto(cells, row, 0, place);
    return row;
  }

  /** As `encode`, into an array of zeros from an offset on. */
  encodeInto(cells: readonly string[], target: NumberRow, offset: number, place: string): void {
    const { columns } = this.fitted;
    if (cells.length !== columns.length) {
      throw new TableInvalid(
        `${place}: has ${cells.length} fields, not ${columns.length}; the columns are ${columns.join(', ')}.`,
      );
    }
    for (const write of this.writers) write(cells, target, offset, place);
  }

  private categories(
    { column, categories }: { readonly column: string; readonly categories: readonly string[] },
    source: number,
    first: number,
    derived: DerivedValue | undefined,
  ): WriteFeature {
    const refuses = this.fitted.unknownCategory === 'error';
    const positions = new Map(categories.map((category, index) => [comparable(category), index]));
    return (cells, target, offset, place) => {
      const cell = derived === undefined ? cells[source]! : String(derived(cells[source]!));
      // Mostly the cell reads as the category was written.
      const position = positions.get(cell) ?? positions.get(comparable(cell));
      if (position !== undefined) target[offset + first + position] = 1;
      else if (numeralOf(cell).kind === CellKind.Missing) {
        for (let index = 0; index < categories.length; index += 1) target[offset + first + index] = Number.NaN;
      } else if (refuses) {
        throw new UnknownCategory(
          `${place}: ${column} is ${JSON.stringify(cell)}, none of the ${categories.length} categories that the model was trained with.`,
        );
      }
    };
  }
}

function numbers(column: string, source: number, position: number): WriteFeature {
  return (cells, target, offset, place) => {
    const { kind, value } = numeralOf(cells[source]!);
    if (kind === CellKind.Integral || kind === CellKind.Fractional) target[offset + position] = value;
    else if (kind === CellKind.Missing) target[offset + position] = Number.NaN;
    else throw new TableInvalid(`${place}: ${column} is ${JSON.stringify(cells[source])}, no finite number.`);
  };
}

const flags =
  (value: DerivedValue, source: number, position: number): WriteFeature =>
  (cells, target, offset) => {
    target[offset + position] = value(cells[source]!);
  };
