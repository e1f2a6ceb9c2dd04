import type { DriftVerdict } from '../../contracts/monitor-report';
import { categoryDistance, pairCategories, totalsOf } from '../drift/category-distance';
import { type CategoryPair, chiSquaredTest, criticalStatistic } from '../drift/chi-squared';
import { robustDistance, smallestAlarmingDistance } from '../drift/robust-distance';
import type { CheckedFeature } from './feature-check';
import { tooSmall } from './number-verdict';

/** What values that are not counted one by one are called; no value of a file can be. */
const OTHER = '\u0000other';

/** The categories of the window against the baseline's. */
export function categoryVerdict(feature: CheckedFeature, baseline: ReadonlyMap<string, number>): DriftVerdict {
  const { name, states, settings } = feature;
  const { values } = states;
  const current = new Map(values.counted());
  const other = values.total - [...current.values()].reduce((sum, count) => sum + count, 0);
  if (other > 0) current.set(OTHER, other);
  const pairs = pairCategories(baseline, current);
  const [n, m] = totalsOf(pairs);
  const sizes = { subject: name, baselineCount: n, currentCount: m, threshold: settings.categoricalThreshold };
  if (n === 0 || m === 0) {
    const method = settings.categoricalMethod;
    return { ...sizes, method, state: 'NotEnoughData', reason: 'The window holds no value of this feature.' };
  }
  return settings.categoricalMethod === 'ChiSquared'
    ? chiSquaredVerdict(sizes, pairs)
    : distanceVerdict(sizes, pairs, settings.comparisonMethod);
}

type Sizes = Pick<DriftVerdict, 'subject' | 'baselineCount' | 'currentCount'> & { readonly threshold: number };

function distanceVerdict(sizes: Sizes, pairs: readonly CategoryPair[], comparison: 'Simple' | 'Robust'): DriftVerdict {
  const { baselineCount: n, currentCount: m, threshold } = sizes;
  const method = comparison === 'Robust' ? 'RobustLInfinity' : 'LInfinity';
  const simpleDistance = categoryDistance(pairs);
  const distance = comparison === 'Robust' ? robustDistance(simpleDistance, n, m) : simpleDistance;
  const smallestAlarming = smallestAlarmingDistance(comparison, threshold, n, m);
  // The distance has no test of its own that fits many categories; Pearson's asks the same question.
  const pValue = chiSquaredTest(pairs)?.pValue;
  const measured = {
    ...sizes,
    method,
    distance,
    simpleDistance,
    smallestAlarming,
    ...(pValue === undefined ? {} : { pValue }),
  };
  if (smallestAlarming >= 1) return { ...measured, state: 'NotEnoughData', reason: tooSmall(n, m) };
  return { ...measured, state: distance > threshold ? 'Violated' : 'Satisfied' };
}

function chiSquaredVerdict(sizes: Sizes, pairs: readonly CategoryPair[]): DriftVerdict {
  const method = 'ChiSquared';
  const test = chiSquaredTest(pairs);
  if (test === undefined) {
    const reason = 'Too few values, or only one category: the expected counts do not allow the test (Cochran, Yates).';
    return { ...sizes, method, state: 'NotEnoughData', reason };
  }
  const { statistic: distance, degreesOfFreedom, pValue } = test;
  const smallestAlarming = criticalStatistic(sizes.threshold, degreesOfFreedom);
  const state = pValue < sizes.threshold ? 'Violated' : 'Satisfied';
  return { ...sizes, method, state, distance, degreesOfFreedom, pValue, smallestAlarming };
}
