import type { BiasValue } from './match';

/** One row as the bias monitor sees it. */
export interface BiasRow {
  readonly facet: BiasValue;
  /** The true label; absent where nobody has labelled the row. */
  readonly label?: BiasValue;
  /** What the model said; absent in data that no model has seen. */
  readonly predicted?: BiasValue;
  /** Of the group variable, for the conditional metrics. */
  readonly group?: BiasValue;
  /** All other columns, for the flip test: without facet, label and prediction. */
  readonly features?: readonly BiasValue[];
}
