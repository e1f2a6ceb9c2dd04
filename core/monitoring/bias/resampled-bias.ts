import { SeededRandom } from '../../seeded-random';
import type { BiasMetric } from './bias-metric';
import { difference, distanceFromFair } from './bias-metric';
import type { BiasState } from './bias-state';
import { type BiasTable, biasTable, sides } from './bias-table';
import { type OutcomeCounts, summed } from './outcome-counts';
import { dealSides } from './permuted-tables';
import { computeBias, LABEL_VALUE_METRICS } from './registry';

const RESAMPLES_PER_FACET = 2000;
const MOST_RESAMPLES = 50_000;
/** From here on a Poisson count is drawn as a normal one: the two differ by less than the resampling itself. */
const NORMAL_FROM = 40;
/** Equal distances that were computed from other counts differ in their last digits. */
const TOLERANCE = 1e-9;

/** How far from fair one metric is in windows like this one, towards the side that this one is on; negative on the other side. */
export class ResampledDistances {
  /**
   * @param distance of this window
   * @param draws minus infinity where a draw has no value
   * @param dealt distances where the facet makes no difference, of a metric that has no other side to be on
   */
  constructor(
    private readonly distance: number,
    private readonly draws: Float64Array,
    private readonly dealt?: Float64Array,
  ) {}

  /**
   * How likely so large a distance is, on either side, where the true one is a limit: the share of draws that fall short of the window's own distance by as much as that exceeds the limit, and of
   * those that reach beyond fair to the limit on the other side. One is added to both sides, so that no share is 0. A metric that is never negative has no draw beyond fair, and chance alone takes it
   * away from there: its p-value is no less than the share of windows without any difference that are as far.
   */
  pValue(limit: number): number {
    const { draws, dealt } = this;
    const short = this.shortfalls(limit).filter((shortfall) => shortfall >= 0).length;
    const asFar = dealt?.filter((each) => each >= this.distance - TOLERANCE).length ?? 0;
    return Math.min(1, (Math.max(short, asFar) + 1) / (draws.length + 1));
  }

  /**
   * The distance beyond which a window is significantly farther from fair than a limit, if it scatters as this one does.
   * @returns undefined where no finite distance would do
   */
  smallestAlarming(limit: number, level: number): number | undefined {
    // (count + 1) / (draws + 1) < level: so many draws may fall short, and the next must not.
    const count = Math.ceil(level * (this.draws.length + 1)) - 2;
    const shortfalls = this.shortfalls(limit).sort();
    const next = count < 0 ? undefined : shortfalls[shortfalls.length - 1 - count];
    const smallest = next === undefined ? Number.NaN : this.distance + next;
    if (!Number.isFinite(smallest)) return undefined;
    const dealt = this.dealt?.toSorted() ?? [];
    const alarming = Math.max(limit, smallest, dealt[dealt.length - 1 - count] ?? 0);
    return Number.isFinite(alarming) ? alarming : undefined;
  }

  /** By how much each draw falls short of the limit on this side, and on the other. */
  private shortfalls(limit: number): Float64Array {
    const { draws } = this;
    const all = new Float64Array(2 * draws.length);
    for (const [index, draw] of draws.entries()) {
      all[index] = difference(limit, draw);
      all[draws.length + index] = difference(-limit, draw);
    }
    return all;
  }
}

/**
 * How far from fair each metric would be in windows like this one: the window's counts are drawn anew, each cell from a Poisson distribution of its count (the bootstrap that merges). The flip test,
 * which looks at single rows, has none.
 * @param facets that are looked at together: the more, the more draws, so that a correction for their number leaves some that alarm
 */
export function resampledDistances(
  state: BiasState,
  metrics: readonly BiasMetric[],
  { seed, facets }: { readonly seed: number; readonly facets: number },
): ReadonlyMap<BiasMetric, ResampledDistances> {
  const random = new SeededRandom(seed, 'bias-resamples', state.question.facet);
  const rounds = Math.min(MOST_RESAMPLES, RESAMPLES_PER_FACET * facets);
  const own = biasTable(state);
  const dealt = dealtDistances(state, metrics, { seed, rounds });
  const drawn = metrics
    .filter(({ name }) => name !== 'FT')
    .map((metric) => ({ metric, now: signedDistance(metric, own), draws: new Float64Array(rounds) }));
  for (let round = 0; round < rounds; round += 1) {
    const table = resampledTable(state, random);
    for (const { metric, now, draws } of drawn) {
      const distance = signedDistance(metric, table);
      draws[round] = Number.isNaN(distance) ? Number.NEGATIVE_INFINITY : now < 0 ? -distance : distance;
    }
  }
  return new Map(
    drawn.map(({ metric, now, draws }) => [metric, new ResampledDistances(Math.abs(now), draws, dealt.get(metric))]),
  );
}

/** How far from fair chance alone takes the metrics that are never negative: the rows are dealt to the two sides anew. */
function dealtDistances(
  state: BiasState,
  metrics: readonly BiasMetric[],
  { seed, rounds }: { readonly seed: number; readonly rounds: number },
): ReadonlyMap<BiasMetric, Float64Array> {
  const dealt = new Map(
    metrics
      .filter((metric) => LABEL_VALUE_METRICS.includes(metric))
      .map((metric) => [metric, new Float64Array(rounds)]),
  );
  if (dealt.size === 0) return dealt;
  const [random, deal] = [new SeededRandom(seed, 'bias-dealt', state.question.facet), dealSides(state, true)];
  for (let round = 0; round < rounds; round += 1) {
    const { now } = deal(random);
    for (const [metric, distances] of dealt) {
      const result = computeBias(metric, now);
      distances[round] = 'error' in result ? Number.POSITIVE_INFINITY : distanceFromFair(metric, result.value);
    }
  }
  return dealt;
}

/** NaN where there is no value. */
function signedDistance(metric: BiasMetric, table: BiasTable): number {
  const result = computeBias(metric, table);
  return 'error' in result ? Number.NaN : result.value - (metric.fair ?? 0);
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
