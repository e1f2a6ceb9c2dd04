import type { DriftVerdict } from '../../contracts/monitor-report';
import { kolmogorovDistance, kolmogorovPValue, type NumberBaseline } from '../drift/kolmogorov-smirnov';
import { robustDistance, smallestAlarmingDistance } from '../drift/robust-distance';
import type { CheckedFeature } from './feature-check';

/** The numbers of the window against the baseline's: the largest distance of their distribution functions. */
export function numberVerdict({ name, states, settings }: CheckedFeature, baseline: NumberBaseline): DriftVerdict {
  const { comparisonMethod: method, comparisonThreshold: threshold } = settings;
  const { positions } = states.numbers;
  const [n, m] = [baseline.count, positions?.count ?? 0];
  const sizes = { subject: name, method, baselineCount: n, currentCount: m, threshold };
  if (positions === undefined || m === 0) {
    return { ...sizes, state: 'NotEnoughData', reason: 'The window holds no number of this feature.' };
  }
  const simpleDistance = kolmogorovDistance(baseline, positions);
  const distance = method === 'Robust' ? robustDistance(simpleDistance, n, m) : simpleDistance;
  const smallestAlarming = smallestAlarmingDistance(method, threshold, n, m);
  const pValue = kolmogorovPValue(simpleDistance, n, m);
  const measured = { ...sizes, distance, simpleDistance, smallestAlarming, pValue };
  if (smallestAlarming >= 1) return { ...measured, state: 'NotEnoughData', reason: tooSmall(n, m) };
  return { ...measured, state: distance > threshold ? 'Violated' : 'Satisfied' };
}

export const tooSmall = (n: number, m: number): string =>
  `At ${n} rows against ${m} no distance is large enough to alarm.`;
