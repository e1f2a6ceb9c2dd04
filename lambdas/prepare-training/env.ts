import * as z from 'zod';
import { APPROVALS } from '../../core/contracts/approval';
import { functionEnvironmentSchema } from '../../core/contracts/function-environment';

const positiveNumber = z
  .string()
  .refine((text) => Number(text) > 0, 'a number above 0')
  .transform(Number);

export const environmentSchema = functionEnvironmentSchema.extend({
  IMAGES_BUCKET: z.string().min(1),
  MODELS_BUCKET: z.string().min(1),
  /** Whose hyperparameters a job takes. */
  TRAINING_IMAGE_KIND: z.enum(['built-in', 'own']),
  /** Used where the input names none. */
  INSTANCE_TYPE: z.string().startsWith('ml.'),
  VOLUME_GB: positiveNumber,
  /** Encrypts the instance's volume. */
  KEY_ARN: z.string().startsWith('arn:'),
  MAX_CLASS_RATIO: positiveNumber,
  APPROVAL: z.enum(APPROVALS),
});
/** The variables as the construct sets them: text. */
export type PrepareTrainingEnvironment = z.input<typeof environmentSchema>;
export type PrepareTrainingSettings = z.output<typeof environmentSchema>;
