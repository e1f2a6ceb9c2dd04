import { SeededRandom } from '../../seeded-random';
import type { BiasMetric } from './bias-metric';
import { difference, distanceFromFair } from './bias-metric';
import type { BiasState } from './bias-state';
import type { BiasTable } from './bias-table';
import { dealSides, dealWithBaseline, type PermutedTables } from './permuted-tables';
import { computeBias, LABEL_VALUE_METRICS } from './registry';

/** Of one metric of one facet: how far chance alone takes it, and how surprising what was found is. */
export interface ChanceOfBias {
  readonly pValue: number;
  /** Corrected for all metrics of the facet, and for all facets. */
  readonly adjustedPValue: number;
  /** The smallest excess over the threshold whose corrected p-value would be below the level; absent where none that chance knows would do. */
  readonly smallestAlarming?: number;
}

export interface ChanceQuestion {
  readonly state: BiasState;
  /** Absent: the window is compared with a facet that makes no difference. */
  readonly baseline?: BiasState;
  /** How much farther from fair each metric is than the baseline. */
  readonly excess: ReadonlyMap<BiasMetric, number>;
  /** Facets that are looked at together. */
  readonly facets: number;
  readonly level: number;
  readonly seed: number;
}

/** So many that what only two permutations of a thousand reach alarms at 5 %, though each of twenty metrics has two such permutations of its own. */
const PERMUTATIONS_PER_FACET = 1_000;
const MOST_PERMUTATIONS = 50_000;
/** Equal distances that were computed from other counts differ in their last digits. */
const TOLERANCE = 1e-9;

/**
 * A permutation test of every metric of a facet, by the same permutations: the rows are dealt anew, and what counts is how much farther from fair the window then is than
 * the baseline. Over the metrics, which say much the same, the smallest p-value is corrected by its own distribution (Westfall and Young's min-p, 1993, single step);
 * over the facets by Bonferroni. Exact where nothing has changed, whatever the sizes.
 * @returns nothing for the flip test, which looks at single rows
 */
export function chanceOfBias(question: ChanceQuestion): ReadonlyMap<BiasMetric, ChanceOfBias> {
  const { state, baseline, excess, facets, level, seed } = question;
  const metrics = [...excess.keys()].filter(({ name }) => name !== 'FT');
  const rounds = Math.min(MOST_PERMUTATIONS, PERMUTATIONS_PER_FACET * facets);
  const random = new SeededRandom(seed, 'bias-permutations', state.question.facet);
  const drawn = metrics.map(() => new Float64Array(rounds));
  const withValues = metrics.some((metric) => LABEL_VALUE_METRICS.includes(metric));
  const deal = baseline === undefined ? dealSides(state, withValues) : dealWithBaseline(state, baseline, withValues);
  const isOfSizes = baseline !== undefined && metrics.some((metric) => metric.isOfSizes);
  const dealSizes = isOfSizes ? dealWithBaseline(state, baseline, false, true) : undefined;
  for (let round = 0; round < rounds; round += 1) {
    const tables = deal(random);
    const sizes = dealSizes?.(random) ?? tables;
    for (const [index, metric] of metrics.entries())
      drawn[index]![round] = excessOf(metric, metric.isOfSizes ? sizes : tables);
  }
  const ranks = drawn.map(ranksOf);
  const least = leastRanks(ranks, rounds).sort();
  const share = (rank: number): number => (1 + countUpTo(least, rank)) / (rounds + 1);
  const alarms = (rank: number): boolean => share(rank) * facets < level;
  return new Map(
    metrics.map((metric, index) => {
      const sorted = drawn[index]!.slice().sort();
      const rank = 1 + countFrom(sorted, excess.get(metric)! - TOLERANCE);
      return [
        metric,
        {
          pValue: rank / (rounds + 1),
          adjustedPValue: Math.min(1, share(rank) * facets),
          smallestAlarming: smallestOf(sorted, alarms),
        },
      ];
    }),
  );
}

/** A permutation that has no value of a metric says nothing against chance. */
function excessOf(metric: BiasMetric, { now, before }: PermutedTables): number {
  const current = distanceIn(metric, now);
  const limit = before === undefined ? 0 : distanceIn(metric, before);
  return current === undefined || limit === undefined ? Number.POSITIVE_INFINITY : difference(current, limit);
}

function distanceIn(metric: BiasMetric, table: BiasTable): number | undefined {
  const result = computeBias(metric, table);
  return 'error' in result ? undefined : distanceFromFair(metric, result.value);
}

/** Of each value: how many values are at least as large, itself among them. */
function ranksOf(values: Float64Array): Float64Array {
  const sorted = values.slice().sort();
  return values.map((value) => countFrom(sorted, value - TOLERANCE));
}

function leastRanks(ranks: readonly Float64Array[], rounds: number): Float64Array {
  const least = new Float64Array(rounds).fill(rounds);
  for (const own of ranks)
    for (let round = 0; round < rounds; round += 1) least[round] = Math.min(least[round]!, own[round]!);
  return least;
}

/** The smallest of the values that alarms; of values so common that none does, there is none. */
function smallestOf(sorted: Float64Array, alarms: (rank: number) => boolean): number | undefined {
  let smallest: number | undefined;
  for (let index = sorted.length - 1; index >= 0; index -= 1) {
    const value = sorted[index]!;
    if (value === smallest) continue;
    if (!alarms(1 + countFrom(sorted, value - TOLERANCE))) break;
    smallest = value;
  }
  return smallest;
}

const countFrom = (sorted: Float64Array, value: number): number =>
  sorted.length - firstAt(sorted, (each) => each >= value);
const countUpTo = (sorted: Float64Array, value: number): number => firstAt(sorted, (each) => each > value);

/** Index of the first value that fits, of which all later ones do. */
function firstAt(sorted: Float64Array, fits: (value: number) => boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (fits(sorted[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}
