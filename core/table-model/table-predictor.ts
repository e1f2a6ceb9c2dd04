/** A model of tables: rows of numbers in, one answer a row out. */
export interface TablePredictor {
  /** For the log: `XGBoost model of 100 trees`. */
  readonly about: string;
  /** How many numbers a row has. */
  readonly features: number;
  /** Names of the features, where the artifact has them. */
  readonly featureNames?: readonly string[];
  /** Whether an answer in JSON also says the class, 1 from a probability of 0.5 on, as Linear Learner's does. */
  readonly saysLabel: boolean;
  /**
   * @param rows rows x features, row by row; NaN where a feature is missing
   * @returns one a row: a probability, or the value of a regression
   */
  predictRows(rows: Float32Array): Float64Array;
}
