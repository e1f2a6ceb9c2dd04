import * as z from 'zod';
import type { ConfusionCounts } from '../../evaluation/metrics/confusion-counts';
import type { ModelProblem } from './problem';
import { type Proportion, proportionsOf } from './proportions';

/** What a baseline's `statistics.json` says of the metrics that a window is held to. */
export interface QualityBaseline {
  /** Rows that it was made of. */
  readonly rows: number;
  readonly metrics: Readonly<Record<string, { readonly value: number; readonly standardDeviation?: number }>>;
  /** Metrics that are so many of so many rows. */
  readonly proportions: Readonly<Record<string, Proportion>>;
}

const BLOCKS = {
  binary: 'binary_classification_metrics',
  multiclass: 'multiclass_classification_metrics',
  regression: 'regression_metrics',
} as const;

const fileSchema = z.looseObject({
  dataset: z.looseObject({ item_count: z.number().int().positive() }),
});
const metricSchema = z.looseObject({ value: z.number(), standard_deviation: z.unknown() });
const confusionSchema = z.record(z.string(), z.record(z.string(), z.number().int().nonnegative()));

/**
 * @param content of a `statistics.json`, ours or Model Monitor's
 * @returns undefined where it does not say what is asked: it is of another kind of problem, or no such file at all. A baseline of constraints alone is one
 * too, so this is nothing to stop at.
 */
export function qualityBaseline(content: unknown, kind: ModelProblem['kind']): QualityBaseline | undefined {
  const file = fileSchema.safeParse(content);
  const block = z.record(z.string(), z.unknown()).safeParse(file.data?.[BLOCKS[kind]]);
  if (!file.success || !block.success) return undefined;
  const metrics = Object.entries(block.data).flatMap(([name, metric]) => {
    const { data } = metricSchema.safeParse(metric);
    if (data === undefined) return [];
    const { value, standard_deviation: deviation } = data;
    return [[name, { value, ...(typeof deviation === 'number' ? { standardDeviation: deviation } : {}) }]];
  });
  const counts = kind === 'regression' ? undefined : confusionOf(block.data.confusion_matrix, kind);
  return {
    rows: file.data.dataset.item_count,
    metrics: Object.fromEntries(metrics),
    proportions: kind === 'regression' || counts === undefined ? {} : proportionsOf(counts, kind),
  };
}

/** A cell that was never counted is left out in some files. */
function confusionOf(content: unknown, kind: 'binary' | 'multiclass'): ConfusionCounts | undefined {
  const { data } = confusionSchema.safeParse(content);
  if (data === undefined) return undefined;
  const known = new Set([...Object.keys(data), ...Object.values(data).flatMap((row) => Object.keys(row))]);
  const classes = kind === 'binary' ? ['0', '1'] : [...known];
  if ([...known].some((name) => !classes.includes(name))) return undefined;
  return classes.map((actual) => classes.map((predicted) => data[actual]?.[predicted] ?? 0));
}
