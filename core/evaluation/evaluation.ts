import type { Calibration } from './calibration/calibration';
import type { AverageMetrics, ClassMetrics } from './metrics/class-metrics';
import type { ConfusionCounts } from './metrics/confusion-counts';
import type { MajorityBaseline } from './metrics/majority-baseline';
import type { ModelQuality } from './model-quality/model-quality';
import type { OperatingPoint } from './selection/operating-point';
import type { ThresholdRecommendation } from './selection/recommend-threshold';
import type { RiskCoverageCurve } from './selection/risk-coverage-curve';
import type { Interval } from './statistics/interval';

/** Every number of an evaluation, by class index and as shares 0..1. */
export interface Evaluation {
  /** Class names in the order of the model's outputs. */
  readonly classes: readonly string[];
  /** Temperature of the calibration; 1 where there is none. */
  readonly temperature: number;
  /** Rows that the model answered; every number below is about them. */
  readonly rows: number;
  /** Rows that it did not answer, by reason. */
  readonly failures: Readonly<Record<string, number>>;
  /** `confusion[actual][predicted]` */
  readonly confusion: ConfusionCounts;
  readonly accuracy: number;
  /** Wilson's 95 % interval. */
  readonly accuracyInterval: Interval;
  /** The accuracy if every row without an answer counted as wrong. */
  readonly accuracyWithFailures: number;
  readonly perClass: readonly ClassMetrics[];
  readonly macro: AverageMetrics;
  readonly weighted: AverageMetrics;
  readonly baseline: MajorityBaseline;
  /** Two classes: area under the ROC curve of class 1; undefined for more classes, or where the rows are of one class. */
  readonly areaUnderRoc?: number;
  /** The model's own probabilities. */
  readonly raw: Calibration;
  /** After the temperature; the same as `raw` where that is 1. */
  readonly calibrated: Calibration;
  /** Of the calibrated confidence. */
  readonly riskCoverage: RiskCoverageCurve;
  /** What the threshold in use does to these rows. */
  readonly current: OperatingPoint;
  /** The threshold that these rows themselves recommend. */
  readonly recommendation: ThresholdRecommendation;
  readonly modelQuality: ModelQuality;
}

/** All of it but Model Monitor's metrics: what pages and pictures show. */
export type ShownEvaluation = Omit<Evaluation, 'modelQuality'>;
