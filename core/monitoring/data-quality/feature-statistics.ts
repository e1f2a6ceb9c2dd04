import { CellKind } from '../../table/cell-kind';
import type { ColumnStates } from '../column-analyzers';
import type { FeatureStatistics, InferredType, NumericalStatistics } from '../formats/statistics';
import { knownValue, type Metric } from '../metric';
import { KLL_PARAMETERS, type KllSketch } from '../sketch/kll-sketch';

const BUCKETS = 10;

/**
 * The type that all values of a column have, as the service's engine infers it: one text makes it String, else one fraction makes it
 * Fractional. Infinities are numbers.
 */
export function inferredType({ types }: ColumnStates): InferredType {
  if (types.count(CellKind.Text) > 0) return 'String';
  if (types.count(CellKind.Fractional) > 0) return 'Fractional';
  if (types.count(CellKind.Integral) > 0) return 'Integral';
  return types.count(CellKind.NonFinite) > 0 ? 'Fractional' : 'Unknown';
}

/** One feature of `statistics.json`. @param rows of the window; where a file lacks the column its rows are missing values */
export function featureStatistics(name: string, states: ColumnStates, rows: number): FeatureStatistics {
  const inferred_type = inferredType(states);
  const present = states.types.present;
  const common = { num_present: present, num_missing: rows - present };
  if (inferred_type === 'String')
    return { name, inferred_type, string_statistics: { common, ...stringStatistics(states) } };
  if (inferred_type === 'Unknown') return { name, inferred_type };
  return { name, inferred_type, numerical_statistics: { common, ...numericalStatistics(states) } };
}

function stringStatistics({ values }: ColumnStates) {
  const counts = values.distribution();
  const distinct_count = values.distinctCount;
  if (counts === undefined) return { distinct_count };
  const buckets = [...counts].map(([value, count]) => ({ value, count }));
  return { distinct_count, distribution: { categorical: { buckets } } };
}

function numericalStatistics({ moments, numbers }: ColumnStates): NumericalStatistics {
  const { sketch } = numbers;
  const [min, max] = [knownValue(moments.minimum), knownValue(moments.maximum)];
  return {
    mean: written(moments.mean),
    sum: written(moments.sum),
    std_dev: written(moments.standardDeviation),
    min: written(moments.minimum),
    max: written(moments.maximum),
    distribution: {
      kll: {
        buckets: min === undefined || max === undefined ? [] : bucketsOf(sketch, min, max),
        sketch: { parameters: { ...KLL_PARAMETERS }, data: sketch.data() },
      },
    },
  };
}

const written = (metric: Metric): number | 'NaN' => knownValue(metric) ?? 'NaN';

/** Ten buckets of equal width, each without its upper bound but the last; one where all values are equal. */
function bucketsOf(sketch: KllSketch, min: number, max: number) {
  if (min === max) return [{ lower_bound: min, upper_bound: max, count: sketch.count }];
  // Halves first: the whole range may be beyond the largest double.
  const width = max / BUCKETS - min / BUCKETS;
  const counts = new Array<number>(BUCKETS).fill(0);
  const { values, weights } = sketch.weighted();
  values.forEach((value, index) => {
    const bucket = Math.min(BUCKETS - 1, Math.max(0, Math.floor(value / width - min / width)));
    counts[bucket]! += weights[index]!;
  });
  return counts.map((count, index) => ({
    lower_bound: min + index * width,
    upper_bound: index === BUCKETS - 1 ? max : min + (index + 1) * width,
    count,
  }));
}
