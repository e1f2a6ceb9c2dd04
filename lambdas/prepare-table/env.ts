import * as z from 'zod';
import { APPROVALS } from '../../core/contracts/approval';
import { functionEnvironmentSchema } from '../../core/contracts/function-environment';

const wholeNumber = z.string().regex(/^\d+$/, 'a whole number').transform(Number);

export const environmentSchema = functionEnvironmentSchema.extend({
  IMAGES_BUCKET: z.string().min(1),
  MODELS_BUCKET: z.string().min(1),
  /** Used where the input names none. */
  INSTANCE_TYPE: z.string().startsWith('ml.'),
  VOLUME_GB: wholeNumber,
  /** Encrypts the instance's volume. */
  KEY_ARN: z.string().startsWith('arn:'),
  /** JSON: name -> text. */
  HYPERPARAMETERS: z.string().transform((text) => z.record(z.string(), z.string()).parse(JSON.parse(text))),
  SEED: wholeNumber,
  APPROVAL: z.enum(APPROVALS),
});
/** The variables as the construct sets them: text. */
export type PrepareTableEnvironment = z.input<typeof environmentSchema>;
export type PrepareTableSettings = z.output<typeof environmentSchema>;
