import * as z from 'zod';
import { functionEnvironmentSchema } from '../../core/contracts/function-environment';

export const environmentSchema = functionEnvironmentSchema.extend({
  STATE_MACHINE_ARN: z.string().startsWith('arn:'),
});
/** The variables as the construct sets them: text. */
export type StartTableEnvironment = z.input<typeof environmentSchema>;
