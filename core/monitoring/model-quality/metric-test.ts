import type { MetricVerdict } from '../../contracts/monitor-report';
import { SAMPLE_SHARE, SAMPLES } from '../../evaluation/model-quality/sampled-deviation';
import { fisherAtLeast, fisherAtMost } from '../../evaluation/statistics/fisher-exact';
import { studentTail } from '../../evaluation/statistics/student-tail';
import { atLeast, atMost, type Proportion } from './proportions';

/** What is asked of a metric. */
export type AskedMetric = Pick<MetricVerdict, 'metric' | 'comparison' | 'threshold'>;

/** How surprising a metric is that is as bad as this. */
export interface MetricTest {
  readonly method: NonNullable<MetricVerdict['method']>;
  /** One-sided, 0..1. */
  readonly pValue: number;
  /** The smallest distance from what is asked, on the bad side, whose p-value is below a level; undefined where none is. */
  smallestBelow(level: number): number | undefined;
}

/** How much worse than asked; negative where better. */
export const worseBy = ({ comparison, threshold }: AskedMetric, value: number): number =>
  comparison === 'LessThanThreshold' ? threshold - value : value - threshold;

/**
 * A proportion against the baseline's (Fisher), or against a threshold that is no sample's (binomial).
 * @param now at least one trial
 * @param then undefined where the threshold is not the baseline's own value, or nobody knows of how many rows that is
 */
export function proportionTest(asked: AskedMetric, now: Proportion, then: Proportion | undefined): MetricTest {
  const isLess = asked.comparison === 'LessThanThreshold';
  const pValueOf = (part: Proportion): number => {
    if (then !== undefined) return isLess ? fisherAtMost(part, then) : fisherAtLeast(part, then);
    return isLess ? atMost(part, asked.threshold) : atLeast(part, asked.threshold);
  };
  const { trials } = now;
  return {
    method: then === undefined ? 'Binomial' : 'Fisher',
    pValue: pValueOf(now),
    smallestBelow: (level) => smallestShare(asked, trials, (successes) => pValueOf({ successes, trials }) < level),
  };
}

/**
 * The smallest distance of a proportion that alarms: proportions of n rows are multiples of 1 / n.
 * @param alarms whether so many successes do; whatever is worse than what alarms, alarms
 */
export function smallestShare(
  asked: AskedMetric,
  trials: number,
  alarms: (successes: number) => boolean = () => true,
): number | undefined {
  const isLess = asked.comparison === 'LessThanThreshold';
  // Counted from the worst there is: 0 successes, or as many as there are trials.
  const successesOf = (place: number): number => (isLess ? place : trials - place);
  const isAlarming = (place: number): boolean =>
    worseBy(asked, successesOf(place) / trials) > 0 && alarms(successesOf(place));
  if (!isAlarming(0)) return undefined;
  let [alarming, quiet] = [0, trials + 1];
  while (quiet - alarming > 1) {
    const middle = Math.floor((alarming + quiet) / 2);
    if (isAlarming(middle)) alarming = middle;
    else quiet = middle;
  }
  return worseBy(asked, successesOf(alarming) / trials);
}

/** Variances of random samples without replacement to that of the metric itself: the delete-d jackknife (Shao and Wu, Ann. Stat. 17, 1989). */
const VARIANCE_RATIO = SAMPLE_SHARE / (1 - SAMPLE_SHARE);
const DEGREES = SAMPLES - 1;

/**
 * Any metric by its standard deviations on five samples of 80 %, which say how far it scatters itself: Welch's test against the baseline's, or Student's
 * against a threshold that is no sample's. With four degrees of freedom a side it is an approximation.
 * @param now, then standard deviations as the files have them
 * @returns undefined where neither scatters: nobody can say then what chance does
 */
export function deviationTest(asked: AskedMetric, value: number, now: number, then?: number): MetricTest | undefined {
  const [own, other] = [VARIANCE_RATIO * now ** 2, VARIANCE_RATIO * (then ?? 0) ** 2];
  const error = Math.sqrt(own + other);
  if (!(error > 0)) return undefined;
  const degrees = (own + other) ** 2 / (own ** 2 / DEGREES + other ** 2 / DEGREES);
  return {
    method: then === undefined ? 'Student' : 'Welch',
    pValue: studentTail(worseBy(asked, value) / error, degrees),
    smallestBelow: (level) => error * studentLimit(level, degrees),
  };
}

/** Beyond any level that is asked for. */
const FARTHEST = 1e12;
const STEPS = 100;

/** The value that Student's distribution exceeds so seldom, by bisection. @param level below 0.5 */
function studentLimit(level: number, degrees: number): number {
  let [low, high] = [0, 1];
  while (studentTail(high, degrees) >= level && high < FARTHEST) high *= 2;
  for (let step = 0; step < STEPS; step += 1) {
    const middle = (low + high) / 2;
    if (studentTail(middle, degrees) < level) high = middle;
    else low = middle;
  }
  return high;
}
