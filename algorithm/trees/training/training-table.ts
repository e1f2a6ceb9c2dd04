/** The features of the training rows, column by column, with what growing a tree asks for again and again. */
export interface TrainingTable {
  readonly rows: number;
  /** Values by feature; NaN where missing. */
  readonly columns: readonly Float32Array[];
  /** By feature: the rows that have a value, in ascending order of it. */
  readonly sorted: readonly Int32Array[];
}

/**
 * @param values rows x features, row by row; NaN where a feature is missing
 */
export function trainingTable(values: Float32Array, features: number): TrainingTable {
  const rows = values.length / features;
  const columns = Array.from({ length: features }, (_, feature) =>
    Float32Array.from({ length: rows }, (__, row) => values[row * features + feature]!),
  );
  const sorted = columns.map((column) => {
    const present = Int32Array.from(column.keys()).filter((row) => !Number.isNaN(column[row]!));
    // Equal values keep the order of their rows: the same data gives the same trees.
    return present.sort((one, other) => column[one]! - column[other]! || one - other);
  });
  return { rows, columns, sorted };
}
