import type { FeatureStatistics } from '../formats/statistics';
import { KllSketch } from '../sketch/kll-sketch';
import type { NumberBaseline } from './kolmogorov-smirnov';

/** Each analysis of a part and the check of the whole ask for the same baseline, whose reading costs as much as thousands of rows. */
const known = new WeakMap<FeatureStatistics, NumberBaseline | undefined>();

/** The baseline's distribution of numbers: its sketch, or where a file has none the bounds of its buckets. Read once for a feature. */
export function numberBaseline(feature: FeatureStatistics): NumberBaseline | undefined {
  if (!known.has(feature)) known.set(feature, readNumbers(feature));
  return known.get(feature);
}

function readNumbers({ numerical_statistics }: FeatureStatistics): NumberBaseline | undefined {
  const kll = numerical_statistics?.distribution?.kll;
  const sketch = kll?.sketch;
  if (sketch?.data.some((level) => level.length > 0)) {
    const { values, weights } = KllSketch.ofData(sketch.data, 0).weighted();
    return { values, ...accumulated(weights), isPointwise: true };
  }
  const buckets = kll?.buckets ?? [];
  const values = Float64Array.from(buckets, ({ upper_bound }) => upper_bound);
  const isUsable = values.length > 0 && values.every((value, index) => index === 0 || value > values[index - 1]!);
  if (!isUsable) return undefined;
  const counts = accumulated(Float64Array.from(buckets, ({ count }) => count));
  return counts.count === 0 ? undefined : { values, ...counts, isPointwise: false };
}

/** The baseline's counts of categories; undefined where its file has no distribution. */
export function categoryBaseline({ string_statistics }: FeatureStatistics): ReadonlyMap<string, number> | undefined {
  const buckets = string_statistics?.distribution?.categorical?.buckets;
  return buckets === undefined || buckets.length === 0
    ? undefined
    : new Map(buckets.map(({ value, count }) => [value, count]));
}

function accumulated(weights: Float64Array): { cumulative: Float64Array; count: number } {
  let count = 0;
  const cumulative = weights.map((weight) => {
    count += weight;
    return count;
  });
  return { cumulative, count };
}
