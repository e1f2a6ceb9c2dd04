import * as z from 'zod';
import { ModelInvalid } from '../model-invalid';
import { sigmoid } from '../trees/predict';

/** The name that training gives it. */
export const LINEAR_FILE = 'linear-model.json';

const linearModelSchema = z.object({
  version: z.literal(1),
  kind: z.literal('logistic'),
  features: z.array(z.string()).min(1),
  /** One a feature, in their order. */
  weights: z.array(z.number()),
  intercept: z.number(),
});

/** A logistic regression: the probability of a row is sigmoid(intercept + weights . row). */
export type LinearModel = z.infer<typeof linearModelSchema>;

/**
 * @param file what to call the file in an error
 * @throws ModelInvalid
 */
export function readLinearModel(content: unknown, file: string): LinearModel {
  const parsed = linearModelSchema.safeParse(content);
  if (!parsed.success)
    throw new ModelInvalid(`${file} is no linear model: ${z.prettifyError(parsed.error).replaceAll('\n', ' ')}`, {
      cause: parsed.error,
    });
  const { features, weights } = parsed.data;
  if (features.length !== weights.length)
    throw new ModelInvalid(`${file} has ${weights.length} weights for ${features.length} features.`);
  return parsed.data;
}

/**
 * @param rows rows x features, row by row; NaN where a feature is missing, which then adds nothing
 * @returns probabilities, one a row
 */
export function predictLinear({ weights, intercept }: LinearModel, rows: Float32Array): Float64Array {
  const features = weights.length;
  return Float64Array.from({ length: rows.length / features }, (_, row) => {
    let margin = intercept;
    for (let feature = 0; feature < features; feature += 1) {
      const value = rows[row * features + feature]!;
      if (!Number.isNaN(value)) margin += weights[feature]! * value;
    }
    return sigmoid(margin);
  });
}
