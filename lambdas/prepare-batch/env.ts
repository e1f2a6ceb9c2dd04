import * as z from 'zod';
import { functionEnvironmentSchema } from '../../core/contracts/function-environment';

export const environmentSchema = functionEnvironmentSchema.extend({
  /** Buckets that a batch may read, the images bucket first; separated by commas. */
  READABLE_BUCKETS: z
    .string()
    .min(1)
    .transform((text) => text.split(',')),
});
/** The variables as the construct sets them: text. */
export type PrepareBatchEnvironment = z.input<typeof environmentSchema>;
