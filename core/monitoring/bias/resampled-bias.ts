import { SeededRandom } from '../../seeded-random';
import type { BiasMetric } from './bias-metric';
import { distanceFromFair } from './bias-metric';
import type { BiasState } from './bias-state';
import { type BiasTable, sides } from './bias-table';
import { type OutcomeCounts, summed } from './outcome-counts';
import { computeBias } from './registry';

const RESAMPLES = 2000;
/** From here on a Poisson count is drawn as a normal one: the two differ by less than the resampling itself. */
const NORMAL_FROM = 40;

/**
 * How often each metric would stay within its limit in windows like this one: the window's counts are drawn anew, each cell from a Poisson
 * distribution of its count (the bootstrap that merges), and the share of draws whose distance from fair is at most the limit is counted, with one
 * added to both sides so that no share is 0. The flip test, which looks at single rows, has none.
 * @param limits by metric: distance from fair that is still allowed, taken as it is
 * @returns shares 0..1 by metric; a small one says that the violation is no accident of this window
 */
export function resampledWithin(
  state: BiasState,
  limits: ReadonlyMap<BiasMetric, number>,
  seed: number,
): ReadonlyMap<BiasMetric, number> {
  const random = new SeededRandom(seed, 'bias-resamples', state.question.facet);
  const within = new Map([...limits.keys()].filter(({ name }) => name !== 'FT').map((metric) => [metric, 0]));
  for (let round = 0; round < RESAMPLES; round += 1) {
    const table = resampledTable(state, random);
    for (const [metric, count] of within) {
      const result = computeBias(metric, table);
      const stays = 'error' in result || distanceFromFair(metric, result.value) <= limits.get(metric)!;
      if (stays) within.set(metric, count + 1);
    }
  }
  return new Map([...within].map(([metric, count]) => [metric, (count + 1) / (RESAMPLES + 1)]));
}

function resampledTable(state: BiasState, random: SeededRandom): BiasTable {
  const groups = state.groupCounts().map((counts) => counts.map((count) => poisson(count, random)) as OutcomeCounts);
  const labels = state.labelCounts().map((pair) => pair.map((count) => poisson(count, random)));
  const total = (side: 0 | 1): number => labels.reduce((sum, pair) => sum + pair[side]!, 0);
  const [outside, inside] = [total(0), total(1)];
  const labelShares = labels.map(([a, d]) => [a! / outside, d! / inside] as const);
  return { ...sides(summed(groups)), labelShares, groups: state.isGrouped ? groups.map(sides) : undefined };
}

function poisson(mean: number, random: SeededRandom): number {
  if (mean === 0) return 0;
  if (mean >= NORMAL_FROM) return Math.max(0, Math.round(mean + Math.sqrt(mean) * random.bell()));
  // Knuth's method: events until the product of uniforms falls below e^-mean.
  const limit = Math.exp(-mean);
  let events = 0;
  for (let product = random.fraction(); product > limit; product *= random.fraction()) events += 1;
  return events;
}
