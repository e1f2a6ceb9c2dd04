import type { ServiceFunction } from '../functions/service-function';

/** A function of a training, and its time-out. */
export interface PlannedFunction {
  readonly invoked: ServiceFunction<unknown>;
  readonly timeoutSeconds: number;
}

/** What a training on images and one on tables differ in; lease, order of the steps, gate, registry and ends are the same for both. */
export interface TrainingPlan {
  /** Word of the state machine: `TrainModel`. */
  readonly machine: string;
  /** Checks the data, and writes down what the jobs read; what it answers lies under `$.prepared`. */
  readonly prepare: PlannedFunction & { readonly state: string; readonly answer: readonly string[] };
  /** Of `createTrainingJob.sync` and `createTransformJob.sync`, in JSONPath. */
  readonly trainingJob: Readonly<Record<string, unknown>>;
  readonly transformJob: Readonly<Record<string, unknown>>;
  /** Longest that the training job can take. Seconds. */
  readonly longestJobSeconds: number;
  readonly judge: PlannedFunction;
  /** Of the endpoint, for the registry. */
  readonly contentTypes: readonly string[];
  readonly answerTypes: readonly string[];
  /** Marks the data once a model is registered. @default nothing is marked */
  readonly mark?: PlannedFunction;
}
