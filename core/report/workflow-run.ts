import type { ShownEvaluation } from '../evaluation/evaluation';
import type { RunSummary } from './run-summary';

/** Everything the report tells about one run. */
export interface WorkflowRun {
  /** When the run ended, ISO 8601. */
  readonly finishedAt: string;
  /** An image is accepted when its confidence is at least this, 0..1. */
  readonly threshold: number;
  readonly summary: RunSummary;
  readonly trainingCurve: readonly TrainingEpoch[];
  /** Images that went through the workflow, in any order. */
  readonly images: readonly RunImage[];
  /** The whole test split through the served endpoint. */
  readonly testPredictions: readonly TestPrediction[];
  /** Of the whole test split, by the queue. */
  readonly evaluation?: ShownEvaluation;
}

export interface TrainingEpoch {
  /** From 1. */
  readonly epoch: number;
  /** 0..1 */
  readonly trainAccuracy: number;
  /** 0..1; absent without a validation split. */
  readonly validationAccuracy?: number;
  readonly seconds: number;
}

export type Outcome = 'accepted' | 'second-look' | 'failed';

/** One image that went through the workflow. */
export interface RunImage {
  /** S3 key: text from outside, never trusted. */
  readonly key: string;
  /** When its execution ended, ISO 8601. */
  readonly time: string;
  readonly outcome: Outcome;
  /** A class name. */
  readonly trueLabel?: string;
  readonly predictedLabel?: string;
  /** 0..1; absent where the image failed before it was classified. */
  readonly confidence?: number;
  /** Probabilities in class order. */
  readonly inferences: readonly number[];
  /** Why it failed: the execution's error and cause. */
  readonly error?: { readonly name: string; readonly message: string };
  /** `data:image/png;base64,…` or jpeg; anything else is not shown. */
  readonly imageDataUri?: string;
  /** http or https; anything else is not linked. */
  readonly executionUrl?: string;
}

/** Class names. */
export interface TestPrediction {
  readonly trueLabel: string;
  readonly predictedLabel: string;
}
