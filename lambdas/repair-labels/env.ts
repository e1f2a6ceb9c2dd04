import * as z from 'zod';
import { functionEnvironmentSchema } from '../../core/contracts/function-environment';

export const environmentSchema = functionEnvironmentSchema.extend({
  /** Bucket of the open items and of the answers. */
  IMAGES_BUCKET: z.string().min(1),
  /** Bucket of the ground truth. */
  CAPTURE_BUCKET: z.string().min(1),
});
/** The variables as the construct sets them: text. */
export type RepairLabelsEnvironment = z.input<typeof environmentSchema>;
