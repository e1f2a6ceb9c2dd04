import type { BiasQuestion } from '../bias/bias-question';
import type { ModelProblem } from '../model-quality/problem';

/** The model of tables that is watched, and what a monitor must know of it. */
export interface TableSubject {
  readonly endpoint: string;
  readonly modelPackage: string;
  /** Columns of a request, in their order. */
  readonly features: readonly string[];
  /** What the label is called. */
  readonly label: string;
  readonly problem: ModelProblem;
  /** One a facet; labels and answers are class indices in them, or the numbers of a regression. */
  readonly questions: readonly BiasQuestion[];
  /** Rows of a window that are explained. */
  readonly explainedRows: number;
  /** Of every random choice. */
  readonly seed: number;
}
