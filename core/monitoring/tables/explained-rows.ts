import type { ColumnBatch } from '../../table/column-batch';
import { Reading } from '../../table/reading';
import type { TableBatch } from '../../table/table-batch';
import type { Cell } from '../explainability/explained-model';
import { RowSample, type SampledRow } from '../sample/row-sample';
import { ColumnMissing } from './column-missing';

export interface ExplainedColumns {
  /** The model's features; absent where it knows how many it takes but no names. */
  readonly names?: readonly string[];
  readonly count: number;
  /** Columns that are no features, such as the label. */
  readonly excluded: readonly string[];
  /** Rows to keep. */
  readonly rows: number;
  readonly seed: number;
  /** Whether a preprocessing stands before the model, which makes numbers of texts. @default false */
  readonly takesTexts?: boolean;
}

/** Columns do not fit the model. */
export class FeaturesUnfit extends Error {
  override readonly name = 'FeaturesUnfit';
}

/**
 * A sample of a table's rows as a model takes them: cells in the order of its features, NaN where a value is missing. Which rows are in it depends
 * on their content and the seed, not on files or order; equal rows are one with a count.
 */
export class ExplainedRows {
  readonly reading = new Reading((batch) => this.add(batch));
  private readonly sample: RowSample<readonly Cell[]>;
  private known: readonly string[] | undefined;

  constructor(private readonly columns: ExplainedColumns) {
    this.sample = new RowSample(columns.rows, columns.seed);
  }

  /** Names of the features, once a row has been read. */
  get names(): readonly string[] | undefined {
    return this.known;
  }

  rows(): readonly SampledRow<readonly Cell[]>[] {
    return this.sample.rows();
  }

  private add(batch: TableBatch): void {
    this.known ??= this.featuresOf(batch);
    const columns = this.known.map((name) => {
      const column = batch.column(name);
      if (column === undefined) throw new ColumnMissing(name, batch.names);
      return column;
    });
    for (let row = 0; row < batch.rowCount; row += 1) {
      const values = columns.map((column) => this.cell(column, row));
      // Texts may hold commas. Rows of numbers are sampled alike whatever model they are for.
      const separator = values.some((value) => typeof value === 'string') ? '\u0000' : ',';
      this.sample.add(values.join(separator), values);
    }
  }

  private cell(column: ColumnBatch, row: number): Cell {
    const value = column.numberAt(row);
    if (value !== undefined) return value;
    const text = column.textAt(row);
    if (text === undefined || this.columns.takesTexts === true) return text ?? Number.NaN;
    throw new FeaturesUnfit(
      `Column ${column.name} holds '${text}'; the model takes finite numbers. Encode it, or leave it out with --exclude.`,
    );
  }

  /** @throws FeaturesUnfit where there are more or fewer columns than the model has features */
  private featuresOf(batch: TableBatch): readonly string[] {
    const { names, count, excluded } = this.columns;
    if (names !== undefined) return names;
    const left = batch.names.filter((name) => !excluded.includes(name));
    if (left.length === count) return left;
    throw new FeaturesUnfit(
      `The model takes ${count} features and does not name them; the data has ${left.length} columns. Leave out those that are none with --exclude.`,
    );
  }
}
