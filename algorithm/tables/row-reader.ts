/** From a body of comma-separated values to the numbers that a model takes. */
export interface RowReader {
  /** How many cells a row of the body has. */
  readonly columns: number;
  /** Their names, in order, where model or preprocessing tells them. */
  readonly columnNames?: readonly string[];
  /**
   * @returns rows x features, row by row, some rows at a time; NaN where a feature is missing
   * @throws RowsInvalid naming row and column
   */
  read(body: Buffer): Iterable<Float32Array>;
}
