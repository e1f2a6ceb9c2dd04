import * as z from 'zod';
import { fractionText, functionEnvironmentSchema } from '../../core/contracts/function-environment';

export const environmentSchema = functionEnvironmentSchema.extend({
  MODELS_BUCKET: z.string().min(1),
  /** SSM parameter that describes the model that serves. */
  RELEASED_MODEL_PARAMETER: z.string().startsWith('/'),
  /** The gate's rules: fractions 0..1. */
  MIN_ACCURACY: fractionText.transform(Number),
  MARGIN: fractionText.transform(Number),
  TARGET_ERROR: fractionText.transform(Number),
  /** Of models of tables, whose two classes have a positive one. */
  MIN_AUC: fractionText.transform(Number).optional(),
  MIN_F1: fractionText.transform(Number).optional(),
});
/** The variables as the construct sets them: text. */
export type JudgeModelEnvironment = z.input<typeof environmentSchema>;
export type JudgeModelSettings = z.output<typeof environmentSchema>;
