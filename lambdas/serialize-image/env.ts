import type * as z from 'zod';
import { functionEnvironmentSchema, maxImageBytesText } from '../../core/contracts/function-environment';

export const environmentSchema = functionEnvironmentSchema.extend({
  /** Larger images are refused before anything else is done with them: the endpoint would not take them. */
  MAX_IMAGE_BYTES: maxImageBytesText,
});
/** The variables as the construct sets them: text. */
export type SerializeImageEnvironment = z.input<typeof environmentSchema>;
