import * as z from 'zod';
import type { GlobalAttribution } from './attribution-state';
import { ExplainabilityError } from './explainability-error';

const labelSchema = z.looseObject({
  global_shap_values: z.record(z.string(), z.number()),
  expected_value: z.number(),
});

/** `analysis.json` of the explainability monitor, as Clarify writes it. What else the file holds survives a round trip. */
const explanationFileSchema = z.looseObject({
  version: z.string(),
  explanations: z.looseObject({ kernel_shap: z.record(z.string(), labelSchema) }),
});
export type ExplanationFile = z.infer<typeof explanationFileSchema>;

/** The attributions of one label, and the model's mean output for the baseline. */
export interface LabelExplanation {
  readonly attribution: GlobalAttribution;
  readonly expectedValue: number;
}

/** @returns the file's content, to be written as JSON; labels are called `label0`, `label1` … */
export function explanationFile(labels: readonly LabelExplanation[]): ExplanationFile {
  const entries = labels.map(({ attribution, expectedValue }, index) => [
    `label${index}`,
    { global_shap_values: { ...attribution }, expected_value: expectedValue },
  ]);
  return { version: '1.0', explanations: { kernel_shap: Object.fromEntries(entries) } };
}

/**
 * @param file what to call the file in an error, such as its key
 * @throws ExplainabilityError AttributionsInvalid
 */
export function readExplanationFile(content: unknown, file: string): ExplanationFile {
  const parsed = explanationFileSchema.safeParse(content);
  if (parsed.success) return parsed.data;
  throw new ExplainabilityError(
    'AttributionsInvalid',
    `${file} is no analysis.json with kernel_shap values: ${z.prettifyError(parsed.error).replaceAll('\n', ' ')}`,
    { cause: parsed.error },
  );
}
