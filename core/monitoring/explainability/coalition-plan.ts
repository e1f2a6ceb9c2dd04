import { SeededRandom } from '../../seeded-random';
import { ExplainabilityError } from './explainability-error';

/** Which features keep their own value, and how much the answer about them counts. */
export interface Coalition {
  /** One entry a feature: 1 keeps the row's own value, 0 takes the baseline's. */
  readonly kept: Uint8Array;
  /** Positive; all weights of a plan sum to 1. */
  readonly weight: number;
}

export interface CoalitionPlan {
  readonly features: number;
  readonly coalitions: readonly Coalition[];
  /** Whether every coalition is there: the values are then exact, up to rounding. */
  readonly exact: boolean;
}

/** Above this number of features not even a list of all coalitions would fit into memory; nobody asks for 2^24 of them. */
const MOST_ENUMERABLE_FEATURES = 24;

/**
 * Fewest coalitions from which values can be told apart: each feature alone, and all but each.
 * @param features at least 2
 */
export const fewestCoalitions = (features: number): number => (features === 2 ? 2 : 2 * features);

/**
 * Chooses coalitions for Kernel SHAP. A coalition of s among m features weighs (m-1) / (C(m,s) s (m-s)), the Shapley kernel, so small and large ones
 * weigh most: from the outside in, each pair of sizes s and m-s is taken whole while the budget allows; the rest is drawn by weight, each draw
 * with its complement. Coalitions of one feature, and of all but one, are always taken whole, or the values could not be told apart.
 * @param features m, at least 2.
 * @param samples budget of coalitions, at least `fewestCoalitions(features)`.
 * @throws ExplainabilityError TooFewCoalitions
 * @see Lundberg and Lee (2017), "A Unified Approach to Interpreting Model Predictions", theorem 2: https://arxiv.org/abs/1705.07874
 */
export function planCoalitions(features: number, samples: number, seed: number): CoalitionPlan {
  const fewest = fewestCoalitions(features);
  if (samples < fewest)
    throw new ExplainabilityError(
      'TooFewCoalitions',
      `${samples} samples do not tell ${features} features apart: allow at least ${fewest}.`,
    );
  const whole: Uint8Array[][] = [];
  let left = samples;
  let size = 1;
  for (; size <= features - size; size += 1) {
    const sizes = size === features - size ? [size] : [size, features - size];
    const count = sizes.length * binomial(features, size);
    if (count > left || (size > 1 && left * shareOfPair(features, size) < count)) break;
    whole.push(...sizes.map((each) => subsets(features, each)));
    left -= count;
  }
  const coalitions = whole.flatMap((group) => {
    const weight = sizeWeight(features, sum(group[0]!)) / group.length;
    return group.map((kept) => ({ kept, weight }));
  });
  const exact = size > features - size;
  if (!exact && left > 0) coalitions.push(...draw(features, size, left, seed));
  const total = coalitions.reduce((all, { weight }) => all + weight, 0);
  return { features, exact, coalitions: coalitions.map(({ kept, weight }) => ({ kept, weight: weight / total })) };
}

/** Weight of all coalitions of one size together. */
const sizeWeight = (features: number, size: number): number => (features - 1) / (size * (features - size));

/** Share that sizes s and m-s have of the weight of all sizes from s to m-s. */
function shareOfPair(features: number, size: number): number {
  let rest = 0;
  for (let each = size; each <= features - size; each += 1) rest += sizeWeight(features, each);
  const pair = sizeWeight(features, size) * (size === features - size ? 1 : 2);
  return pair / rest;
}

/** Random coalitions of the sizes from `from` to m - `from`, each once, counted as often as drawn; together they weigh what those sizes weigh. */
function draw(features: number, from: number, count: number, seed: number): Coalition[] {
  const random = new SeededRandom(seed, 'coalitions', features, count);
  const sizes: number[] = [];
  for (let size = from; size <= features - from; size += 1) sizes.push(size);
  const weights = sizes.map((size) => sizeWeight(features, size));
  const total = weights.reduce((all, weight) => all + weight, 0);
  const drawn = new Map<string, { kept: Uint8Array; times: number }>();
  let draws = 0;
  // A coalition that is drawn again costs no evaluation; the bound ends the search where few are left to find.
  for (let attempt = 0; drawn.size + 2 <= count && attempt < 4 * count; attempt += 1) {
    const size = pickSize(sizes, weights, random.fraction() * total);
    const kept = subset(features, size, random);
    for (const each of [kept, kept.map((flag) => 1 - flag)]) {
      const key = each.join('');
      const known = drawn.get(key);
      if (known === undefined) drawn.set(key, { kept: each, times: 1 });
      else known.times += 1;
      draws += 1;
    }
  }
  return [...drawn.values()].map(({ kept, times }) => ({ kept, weight: (total * times) / draws }));
}

function pickSize(sizes: readonly number[], weights: readonly number[], at: number): number {
  let passed = 0;
  for (const [index, weight] of weights.entries()) {
    passed += weight;
    if (at < passed) return sizes[index]!;
  }
  return sizes.at(-1)!;
}

/** A random subset of a given size. */
function subset(features: number, size: number, random: SeededRandom): Uint8Array {
  const kept = new Uint8Array(features);
  // Floyd's algorithm: each step adds exactly one.
  for (let last = features - size; last < features; last += 1) {
    const candidate = random.below(last + 1);
    kept[kept[candidate] === 1 ? last : candidate] = 1;
  }
  return kept;
}

/** Every subset of one size, in lexicographic order. */
function subsets(features: number, size: number): Uint8Array[] {
  const found: Uint8Array[] = [];
  const chosen = Array.from({ length: size }, (_, index) => index);
  for (;;) {
    const kept = new Uint8Array(features);
    for (const index of chosen) kept[index] = 1;
    found.push(kept);
    let at = size - 1;
    while (at >= 0 && chosen[at] === features - size + at) at -= 1;
    if (at < 0) return found;
    chosen[at]! += 1;
    for (let next = at + 1; next < size; next += 1) chosen[next] = chosen[next - 1]! + 1;
  }
}

function binomial(from: number, count: number): number {
  if (from > MOST_ENUMERABLE_FEATURES && count > 4) return Number.POSITIVE_INFINITY;
  let product = 1;
  for (let step = 1; step <= count; step += 1) product = (product * (from - count + step)) / step;
  return Math.round(product);
}

const sum = (flags: Uint8Array): number => flags.reduce((all, flag) => all + flag, 0);
