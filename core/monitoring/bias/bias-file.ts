import * as z from 'zod';
import type { BiasMetricResult } from './bias-metric';
import type { BiasQuestion } from './bias-question';
import type { BiasState } from './bias-state';
import { biasTable } from './bias-table';
import { matchText } from './match';
import { computeBias, POST_TRAINING_METRICS, PRE_TRAINING_METRICS } from './registry';

const metricSchema = z.looseObject({
  name: z.string(),
  description: z.string().optional(),
  /** JSON knows no infinity: Clarify and we write the word. */
  value: z.union([z.number(), z.enum(['Infinity', '-Infinity', 'NaN']), z.null()]),
  error: z.string().optional(),
});
const sectionSchema = z.looseObject({
  label: z.string(),
  label_value_or_threshold: z.string(),
  facets: z.record(
    z.string(),
    z.array(z.looseObject({ value_or_threshold: z.string(), metrics: z.array(metricSchema) })),
  ),
});

/** `analysis.json` of the bias monitor, as Clarify writes it. What else the file holds survives a round trip. */
const biasFileSchema = z.looseObject({
  version: z.string(),
  pre_training_bias_metrics: sectionSchema.optional(),
  post_training_bias_metrics: sectionSchema.optional(),
});
export type BiasFile = z.infer<typeof biasFileSchema>;
export type BiasFileMetric = z.infer<typeof metricSchema>;

/** The two stages of bias, by their names in the file. */
export const BIAS_STAGES = ['pre_training_bias_metrics', 'post_training_bias_metrics'] as const;
export type BiasStage = (typeof BIAS_STAGES)[number];

/** A file is no analysis of bias. */
export class BiasFileInvalid extends Error {
  override readonly name = 'BiasFileInvalid';
}

/**
 * The analysis of some facets of the same data.
 * @param states all about the same label; of none the file has nothing but its version
 * @param stages without predictions there is nothing to say after training
 */
export function biasFile(states: readonly BiasState[], stages: readonly BiasStage[] = BIAS_STAGES): BiasFile {
  const file: BiasFile = { version: '1.0' };
  const [first] = states;
  if (first === undefined) return file;
  for (const stage of stages) {
    const metrics = stage === 'pre_training_bias_metrics' ? PRE_TRAINING_METRICS : POST_TRAINING_METRICS;
    const facets: Record<string, { value_or_threshold: string; metrics: BiasFileMetric[] }[]> = {};
    for (const state of states) {
      const table = biasTable(state);
      const { facet, disadvantaged } = state.question;
      facets[facet] ??= [];
      facets[facet].push({
        value_or_threshold: matchText(disadvantaged),
        metrics: metrics.map((metric) => ({
          name: metric.name,
          description: metric.description,
          ...written(computeBias(metric, table)),
        })),
      });
    }
    const { label, positive } = first.question;
    file[stage] = { label, label_value_or_threshold: matchText(positive), facets };
  }
  return file;
}

/** The metrics of one facet, by name; undefined where the file has none of them. */
export function facetMetrics(
  file: BiasFile,
  stage: BiasStage,
  { facet, disadvantaged }: Pick<BiasQuestion, 'facet' | 'disadvantaged'>,
): ReadonlyMap<string, BiasMetricResult> | undefined {
  const entries = file[stage]?.facets[facet];
  const entry = entries?.find(({ value_or_threshold: value }) => value === matchText(disadvantaged));
  return entry && new Map(entry.metrics.map((metric) => [metric.name, readMetric(metric)]));
}

/**
 * @param file what to call the file in an error, such as its key
 * @throws BiasFileInvalid
 */
export function readBiasFile(content: unknown, file: string): BiasFile {
  const parsed = biasFileSchema.safeParse(content);
  if (parsed.success) return parsed.data;
  throw new BiasFileInvalid(
    `${file} is no analysis.json with metrics of bias: ${z.prettifyError(parsed.error).replaceAll('\n', ' ')}`,
    { cause: parsed.error },
  );
}

function written(result: BiasMetricResult): Pick<BiasFileMetric, 'value' | 'error'> {
  if ('error' in result) return { value: null, error: result.error };
  if (Number.isFinite(result.value)) return { value: result.value };
  return { value: result.value > 0 ? 'Infinity' : '-Infinity' };
}

function readMetric({ value, error }: BiasFileMetric): BiasMetricResult {
  if (value === null || value === 'NaN') return { error: error ?? 'There is no value' };
  return { value: Number(value) };
}
