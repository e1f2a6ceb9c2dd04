import type { ConfidentRow } from '../calibration/reliability-bins';
import { clopperPearsonInterval, isUpperLimitWithin } from '../statistics/clopper-pearson-interval';
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
  const candidates = candidatesOf(rows);
  const at = ({ point, next }: Candidate): OperatingPoint =>
    operatingPoint(shortNumber(next, point.threshold), rows.length, point.accepted, point.errors);
  const within = WITHIN[target.judgedBy];
  const widest = candidates.findLast(({ point }) => within(target.maxErrorRate, point));
  if (widest !== undefined) return { outcome: 'recommended', target, point: at(widest) };
  let nearest = candidates.at(-1)!;
  let lowest = SCORE[target.judgedBy](nearest.point);
  for (const candidate of candidates.slice(0, -1).reverse()) {
    // The comparison is far cheaper than the score, which hardly any candidate improves.
    if (!within(lowest, candidate.point)) continue;
    const score = SCORE[target.judgedBy](candidate.point);
    if (score < lowest) [nearest, lowest] = [candidate, score];
  }
  return { outcome: 'unreachable', target, nearest: at(nearest) };
}

type Judge = Required<ThresholdTarget>['judgedBy'];

const SCORE: Readonly<Record<Judge, (point: RiskCoveragePoint) => number>> = {
  estimate: ({ risk }) => risk,
  'upper-limit': ({ errors, accepted }) => clopperPearsonInterval(errors, accepted).high,
};

/** Whether the score is at most the limit. */
const WITHIN: Readonly<Record<Judge, (limit: number, point: RiskCoveragePoint) => boolean>> = {
  estimate: (limit, { risk }) => risk <= limit,
  // The limit of an interval lies above its estimate: most points need no further look.
  'upper-limit': (limit, { risk, errors, accepted }) => risk <= limit && isUpperLimitWithin(limit, errors, accepted),
};

interface Candidate {
  readonly point: RiskCoveragePoint;
  /** The confidence below its threshold; 0 where there is none. */
  readonly next: number;
}

/** Where accepting one confidence more would bring another error: short of that, accepting more is always better. */
function candidatesOf(rows: readonly ConfidentRow[]): Candidate[] {
  const { points } = riskCoverageCurve(rows);
  return points
    .map((point, index) => ({ point, following: points[index + 1] }))
    .filter(({ point, following }) => following === undefined || following.errors > point.errors)
    .map(({ point, following }) => ({ point, next: following?.threshold ?? 0 }));
}
