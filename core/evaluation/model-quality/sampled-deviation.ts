import { SeededRandom } from '../../seeded-random';
import type { Metric, MetricNumber, MetricValues } from './metric';

/** https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-model-quality-metrics.html */
const MIN_ROWS = 200;
export const SAMPLES = 5;
export const SAMPLE_SHARE = 0.8;

/**
 * Metrics with their standard deviation, as Model Monitor gives it: of the metric on five random samples of 80 % of the rows, drawn without
 * replacement, with n - 1 below the sum (the documentation does not say which; Spark's own is that one).
 * @param rows in an order that depends on nothing but their values
 * @param valuesOf all metrics of some rows
 * @param seed the same seed draws the same samples
 */
export function withSampledDeviation<Row, Name extends string>(
  rows: readonly Row[],
  valuesOf: (rows: readonly Row[]) => MetricValues<Name>,
  seed: number,
): Record<Name, Metric> {
  const values = valuesOf(rows);
  const samples =
    rows.length < MIN_ROWS
      ? []
      : Array.from({ length: SAMPLES }, (_, index) => valuesOf(sample(rows, new SeededRandom(seed, 'sample', index))));
  const metrics = Object.keys(values).map((key) => {
    const name = key as Name;
    const deviation = standardDeviation(samples.map((sampled) => sampled[name]));
    return [name, { value: written(values[name]), standard_deviation: written(deviation) }] as const;
  });
  return Object.fromEntries(metrics) as Record<Name, Metric>;
}

/** Selection sampling (Knuth, The Art of Computer Programming 2, 3.4.2, algorithm S): keeps the order, needs no copy to shuffle. */
function sample<Row>(rows: readonly Row[], random: SeededRandom): Row[] {
  const size = Math.round(rows.length * SAMPLE_SHARE);
  const picked: Row[] = [];
  rows.forEach((row, index) => {
    if (random.fraction() * (rows.length - index) < size - picked.length) picked.push(row);
  });
  return picked;
}

function standardDeviation(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined);
  if (known.length < SAMPLES) return undefined;
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  return Math.sqrt(known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (known.length - 1));
}

const written = (value: number | undefined): MetricNumber => value ?? 'NaN';
