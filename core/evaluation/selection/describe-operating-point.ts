import type { OperatingPoint } from './operating-point';
import type { ThresholdRecommendation } from './recommend-threshold';

/**
 * `at 0.87, 91 % of ${noun}s are accepted with 1.8 % errors (95 %: 0.6-4.2 %)`
 * @param noun what a row is
 */
export function describeOperatingPoint(point: OperatingPoint, noun = 'image'): string {
  const { threshold, coverage, errorRate, interval } = point;
  if (errorRate === undefined || interval === undefined) return `at ${threshold}, no ${noun} is accepted`;
  const limits = `${tenths(interval.low)}-${tenths(interval.high)} %`;
  return `at ${threshold}, ${whole(coverage)} % of ${noun}s are accepted with ${tenths(errorRate)} % errors (95 %: ${limits})`;
}

/** One sentence without its full stop. */
export function describeRecommendation(recommendation: ThresholdRecommendation, noun = 'image'): string {
  if (recommendation.outcome === 'recommended') return describeOperatingPoint(recommendation.point, noun);
  const { target, nearest } = recommendation;
  const what = target.judgedBy === 'estimate' ? 'errors' : 'errors at the upper limit of the 95 % interval';
  return `no threshold reaches the target of at most ${Number((target.maxErrorRate * 100).toPrecision(6))} % ${what}; the nearest: ${describeOperatingPoint(nearest, noun)}`;
}

/** Per cent without decimals, except where that would say all or nothing of what is not. */
function whole(share: number): string {
  const rounded = Math.round(share * 100);
  return (rounded === 100 && share < 1) || (rounded === 0 && share > 0) ? tenths(share) : String(rounded);
}

/** Per cent with one decimal; a share between 0 and 1 never reads as either. */
function tenths(share: number): string {
  if (share === 0) return '0';
  if (share === 1) return '100';
  return Math.min(99.9, Math.max(0.1, share * 100)).toFixed(1);
}
