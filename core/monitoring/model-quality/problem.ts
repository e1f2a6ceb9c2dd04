/** What the model answers, and where in a payload the answer stands. */
export interface ModelProblem {
  readonly kind: 'binary' | 'multiclass' | 'regression';
  /** Names of the classes in the order of the outputs; labels and predictions may be names or indices. */
  readonly classes?: readonly string[];
  /** Two classes: class 1 from this score on. @default 0.5 for a single score, else the larger probability */
  readonly threshold?: number;
  /** Member (JSON) or index from 0 (CSV, list) of the predicted class or number. */
  readonly inferenceAttribute?: string;
  /** Member or index of the probability of class 1, or of the list of probabilities. */
  readonly probabilityAttribute?: string;
  /** Member or index of the label in a ground-truth row. */
  readonly labelAttribute?: string;
}

/** Class indices beyond this are taken for a mistake. */
export const MAX_CLASSES = 1000;
