import type * as z from 'zod';
import { InvalidInput } from './errors';

/**
 * Parses a payload by its schema.
 * @throws InvalidInput that lists every field at fault, e.g. `s3_key: expected string, received number`.
 */
export function parseInput<Schema extends z.ZodType>(schema: Schema, value: unknown, what: string): z.infer<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => `${path.map(String).join('.') || what}: ${message}`);
  throw new InvalidInput(`The ${what} is not as expected: ${faults.join('; ')}.`, { cause: parsed.error });
}
