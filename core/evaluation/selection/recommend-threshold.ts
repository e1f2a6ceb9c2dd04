import type { ConfidentRow } from '../calibration/reliability-bins';
import { clopperPearsonInterval } from '../statistics/clopper-pearson-interval';
import { type OperatingPoint, operatingPoint } from './operating-point';
import { type RiskCoveragePoint, riskCoverageCurve } from './risk-coverage-curve';
import { shortNumber } from './short-number';

export interface ThresholdTarget {
  /** The share of errors among accepted images that must not be exceeded, 0..1. */
  readonly maxErrorRate: number;
  /**
   * What must keep to it: the `estimate`, errors / accepted, or the `upper-limit` of its 95 % interval, which a small set hardly ever
   * allows. @default 'estimate'
   */
  readonly judgedBy?: 'estimate' | 'upper-limit';
}

export type ThresholdRecommendation =
  | { readonly outcome: 'recommended'; readonly target: Required<ThresholdTarget>; readonly point: OperatingPoint }
  | {
      readonly outcome: 'unreachable';
      readonly target: Required<ThresholdTarget>;
      /** The point that comes nearest: the lowest error rate (or upper limit), and of equal ones the widest coverage. */
      readonly nearest: OperatingPoint;
    };

/**
 * The smallest threshold that keeps the error among accepted images at or below the target, which is the one that accepts the most. It is
 * written with as few decimals as accept the same rows. Choose it on the validation split and report it on the test split
 * (`operatingPointAt`): on the rows it was chosen by it looks better than it is.
 * @returns `unreachable` where no threshold does: an answer, not an exception
 * @throws NoRows, and RangeError for a target that is no share
 */
export function recommendThreshold(rows: readonly ConfidentRow[], wanted: ThresholdTarget): ThresholdRecommendation {
  const target = { judgedBy: 'estimate', ...wanted } as const;
  if (!(target.maxErrorRate >= 0 && target.maxErrorRate <= 1)) {
    throw new RangeError(`The target is ${target.maxErrorRate}; an error rate lies between 0 and 1.`);
  }
  const { points } = riskCoverageCurve(rows);
  const judge = ({ errors, accepted, risk }: RiskCoveragePoint): number =>
    target.judgedBy === 'estimate' ? risk : clopperPearsonInterval(errors, accepted).high;
  const at = (index: number): OperatingPoint => {
    const { threshold, accepted, errors } = points[index]!;
    const next = points[index + 1]?.threshold ?? 0;
    return operatingPoint(shortNumber(next, threshold), rows.length, accepted, errors);
  };
  const scores = points.map(judge);
  const widest = scores.findLastIndex((score) => score <= target.maxErrorRate);
  if (widest >= 0) return { outcome: 'recommended', target, point: at(widest) };
  const lowest = scores.reduce((least, score) => Math.min(least, score));
  return { outcome: 'unreachable', target, nearest: at(scores.lastIndexOf(lowest)) };
}
