import type * as z from 'zod';
import { functionEnvironmentSchema } from '../../core/contracts/function-environment';

export const environmentSchema = functionEnvironmentSchema;
/** The variables as the construct sets them: text. */
export type MarkTableEnvironment = z.input<typeof environmentSchema>;
