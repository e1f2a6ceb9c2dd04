import { TestDataInvalid } from '../../core/evaluation/evaluation-error';
import { csvRows } from '../../core/evaluation/test-data/csv-rows';
import type { FittedPreprocessing } from '../../core/preprocessing/fitted-preprocessing';
import { PreprocessingError } from '../../core/preprocessing/preprocessing-error';
import { RowEncoder } from '../../core/preprocessing/row-encoder';
import { BATCH_ROWS } from '../../core/table/column-batch';
import type { RowReader } from './row-reader';
import { RowsInvalid } from './rows-invalid';

/** Rows as they were collected, of which the preprocessing in the artifact makes the model's features. */
export class PreprocessedRows implements RowReader {
  readonly columns: number;
  readonly columnNames: readonly string[];
  private readonly encoder: RowEncoder;

  constructor(fitted: FittedPreprocessing) {
    this.columns = fitted.columns.length;
    this.columnNames = fitted.columns;
    this.encoder = new RowEncoder(fitted);
  }

  /** How many numbers a row becomes. */
  get features(): number {
    return this.encoder.names.length;
  }

  *read(body: Buffer): Generator<Float32Array> {
    const { features } = this;
    let values = new Float32Array(BATCH_ROWS * features);
    let rows = 0;
    let row = 0;
    try {
      for (const { fields } of csvRows(body.toString('utf8'), 'The body')) {
        row += 1;
        this.encoder.encodeInto(fields, values, rows * features, `Row ${row}`);
        rows += 1;
        if (rows < BATCH_ROWS) continue;
        yield values;
        values = new Float32Array(BATCH_ROWS * features);
        rows = 0;
      }
    } catch (error) {
      if (error instanceof PreprocessingError || error instanceof TestDataInvalid)
        throw new RowsInvalid(error.message, { cause: error });
      throw error;
    }
    if (rows > 0) yield values.subarray(0, rows * features);
  }
}
