import * as z from 'zod';
import { MAX_IMAGE_BYTES } from './limits';

/** Environment variables that every function has. */
export const functionEnvironmentSchema = z.object({
  POWERTOOLS_SERVICE_NAME: z.string().min(1),
  POWERTOOLS_METRICS_NAMESPACE: z.string().min(1),
  POWERTOOLS_LOG_LEVEL: z.enum(['DEBUG', 'INFO', 'WARN', 'ERROR']).default('INFO'),
});

/** A whole number written as text, as environment variables are. */
export const percentageText = z.string().regex(/^(100|[1-9]?\d)$/, 'a whole number from 0 to 100');

/** A number of bytes written as text; what a real-time endpoint takes where absent. */
export const maxImageBytesText = z
  .string()
  .regex(/^[1-9]\d*$/, 'a number of bytes')
  .transform(Number)
  .default(MAX_IMAGE_BYTES);

/** A fraction 0..1 written as text. */
export const fractionText = z.string().refine((text) => text.trim() !== '' && Number(text) >= 0 && Number(text) <= 1, {
  error: 'a number from 0 to 1',
});

/** A whole number from 0 on, written as text. */
export const wholeNumberText = z
  .string()
  .regex(/^\d{1,9}$/, 'a whole number')
  .transform(Number);
