/** A row of features with its label. */
export interface TableRow {
  /** In the file, from 1. */
  readonly line: number;
  /** What the endpoint is sent: the features as one CSV line, without label, index and line end. */
  readonly payload: string;
  /** Class index. */
  readonly label: number;
}

/** Test data of a model of tables. */
export interface TestTable {
  /** Names of the features in the order of the payload; undefined where the file has no header. */
  readonly features: readonly string[] | undefined;
  /** Name of the label's column, or what its one-hot columns have in common. */
  readonly labelColumn: string;
  /** Class names in the order of the class indices. */
  readonly classes: readonly string[];
  /**
   * How the order of the classes is known: `given` with the model; the order of the `one-hot` columns; labels that are class `indices`
   * themselves; or, for want of anything better, the `sorted` names, as scikit-learn's LabelEncoder has them.
   */
  readonly classOrder: 'given' | 'one-hot' | 'indices' | 'sorted';
  readonly rows: readonly TableRow[];
}
