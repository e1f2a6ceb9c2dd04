import type * as z from 'zod';
import { functionEnvironmentSchema, wholeNumberText } from '../../core/contracts/function-environment';

export const environmentSchema = functionEnvironmentSchema.extend({
  /** How long a signed link is good, and so a key that signs no more is kept. Days. */
  LINK_DAYS: wholeNumberText,
});
/** The variables as the construct sets them: text. */
export type RotateLinkKeyEnvironment = z.input<typeof environmentSchema>;
