import * as z from 'zod';
import {
  BASELINE_FILE,
  type EndpointBaseline,
  baselineFiles as imageBaselineFiles,
  readEndpointBaseline,
} from '../endpoint/endpoint-baseline';
import { BaselineInvalid } from '../monitoring-error';
import {
  clarifyBiasConfiguration,
  clarifyExplainabilityConfiguration,
  type ShadowModel,
} from '../table-endpoint/clarify-configuration';
import type { TableBaseline } from '../table-endpoint/table-baseline';

/** A baseline of whatever an endpoint answers about. Its file says which it is: what is watched follows from it alone. */
export type WatchedBaseline =
  | { readonly content: 'images'; readonly baseline: EndpointBaseline }
  | { readonly content: 'table'; readonly baseline: TableBaseline };

const contentSchema = z.looseObject({ content: z.enum(['images', 'table']).default('images') });

const tableSchema = z.looseObject({
  version: z.literal(1),
  subject: z.looseObject({
    endpoint: z.string(),
    modelPackage: z.string(),
    features: z.array(z.string()).min(1),
    problem: z.looseObject({ kind: z.enum(['binary', 'multiclass', 'regression']) }),
    questions: z.array(z.looseObject({})),
    explainedRows: z.int().min(1),
    seed: z.number(),
  }),
  rows: z.number(),
  statistics: z.looseObject({ features: z.array(z.looseObject({ name: z.string() })) }),
  constraints: z.looseObject({}),
  quality: z.looseObject({}),
  bias: z.looseObject({ analysis: z.looseObject({}), states: z.array(z.looseObject({})) }).optional(),
  explainability: z
    .looseObject({
      analysis: z.looseObject({}),
      shap: z.array(z.union([z.number(), z.string(), z.null()])),
      model: z.looseObject({ file: z.string(), preprocessing: z.string().optional() }).optional(),
    })
    .optional(),
});

/**
 * Reads `baseline.json`.
 * @param file what to call the file in an error, such as its key
 * @throws BaselineInvalid
 */
export function readWatchedBaseline(content: unknown, file: string): WatchedBaseline {
  const said = contentSchema.safeParse(content);
  if (!said.success || said.data.content === 'images')
    return { content: 'images', baseline: readEndpointBaseline(content, file) };
  const parsed = tableSchema.safeParse(content);
  if (parsed.success) return { content: 'table', baseline: content as TableBaseline };
  const reason = z.prettifyError(parsed.error).replaceAll('\n', ' ');
  throw new BaselineInvalid(`${file} is no baseline of a table endpoint: ${reason}`, { cause: parsed.error });
}

/**
 * Files of a baseline, by their place below its folder: one for the monitors, and beside it those that Model Monitor's tools read.
 * @param shadow whom Clarify is to ask for explanations of a table; without it there is no configuration for them
 */
export function watchedBaselineFiles(watched: WatchedBaseline, shadow?: ShadowModel): ReadonlyMap<string, unknown> {
  if (watched.content === 'images') return imageBaselineFiles(watched.baseline);
  const { subject, statistics, constraints, quality, bias, explainability } = watched.baseline;
  const files = new Map<string, unknown>([
    [BASELINE_FILE, { version: 1, content: watched.content, ...watched.baseline }],
    ['data-quality/statistics.json', statistics],
    ['data-quality/constraints.json', constraints],
    ['model-quality/statistics.json', quality.statistics],
    ['model-quality/constraints.json', quality.constraints],
  ]);
  if (bias !== undefined) {
    files.set('bias/analysis.json', bias.analysis);
    files.set('bias/analysis_config.json', clarifyBiasConfiguration(subject));
  }
  if (explainability !== undefined) {
    files.set('explainability/analysis.json', explainability.analysis);
    const { shap } = explainability;
    const named = Object.fromEntries(subject.features.map((name, index) => [name, shap[index]]));
    files.set('explainability/shap-baseline.json', named);
    if (shadow !== undefined)
      files.set(
        'explainability/analysis_config.json',
        clarifyExplainabilityConfiguration(subject, explainability, shadow),
      );
  }
  return files;
}
