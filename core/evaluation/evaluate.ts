import { calibrationOf } from './calibration/calibration';
import { type EvaluatedRow, isRight } from './evaluated-row';
import type { Evaluation } from './evaluation';
import { NoRows } from './evaluation-error';
import type { EvaluationState } from './evaluation-state';
import { areaUnderRoc } from './metrics/area-under-roc';
import { classMetrics, macroAverage, weightedAverage } from './metrics/class-metrics';
import { countConfusion, rightOf } from './metrics/confusion-counts';
import { majorityBaseline } from './metrics/majority-baseline';
import { rank } from './metrics/ranking';
import { modelQuality } from './model-quality/model-quality';
import { operatingPointAt } from './selection/operating-point';
import { recommendThreshold, type ThresholdTarget } from './selection/recommend-threshold';
import { riskCoverageCurve } from './selection/risk-coverage-curve';
import { wilsonInterval } from './statistics/wilson-interval';

export interface EvaluateOptions {
  /** The confidence threshold in use. */
  readonly threshold: number;
  readonly target: ThresholdTarget;
  /** Of the samples behind the standard deviations. @default 0 */
  readonly seed?: number;
  /** Bins of the reliability diagram. @default 15 */
  readonly bins?: number;
}

/**
 * Every number of an evaluation. Depends on the rows alone, not on their order nor on the parts they came in.
 * @throws NoRows where no row was answered
 */
export function evaluate(state: EvaluationState, options: EvaluateOptions): Evaluation {
  const { classes, temperature } = state.subject;
  const rows = state.rows();
  if (rows.length === 0) throw new NoRows(emptyMessage(state));
  const confusion = countConfusion(rows, classes.length);
  const perClass = classMetrics(confusion);
  const right = rightOf(confusion);
  const confident = rows.map((row) => ({ confidence: row.confidence, right: isRight(row) }));
  return {
    classes,
    temperature,
    rows: rows.length,
    failures: state.failureCounts(),
    confusion,
    accuracy: right / rows.length,
    accuracyInterval: wilsonInterval(right, rows.length),
    accuracyWithFailures: right / (rows.length + state.failureCount),
    perClass,
    macro: macroAverage(perClass),
    weighted: weightedAverage(perClass),
    baseline: majorityBaseline(confusion),
    areaUnderRoc: classes.length === 2 ? binaryArea(rows) : undefined,
    raw: calibrationOf(rows, 'raw', options.bins),
    calibrated: calibrationOf(rows, 'calibrated', options.bins),
    riskCoverage: riskCoverageCurve(confident),
    current: operatingPointAt(confident, options.threshold),
    recommendation: recommendThreshold(confident, options.target),
    modelQuality: modelQuality(rows, classes.length, options.seed ?? 0),
  };
}

const binaryArea = (rows: readonly EvaluatedRow[]): number | undefined =>
  areaUnderRoc(rank(rows.map(({ score, actual }) => ({ score, positive: actual === 1 }))));

function emptyMessage(state: EvaluationState): string {
  const reasons = Object.entries(state.failureCounts()).map(([reason, count]) => `${count} ${reason}`);
  return reasons.length === 0
    ? 'There is no row to evaluate: the test data is empty.'
    : `There is no row to evaluate: the model answered none (${reasons.join(', ')}).`;
}
