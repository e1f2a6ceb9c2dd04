import type { z } from 'zod';
import { faultsOf } from '../../capture/read-capture-records';
import { BaselineInvalid } from '../monitoring-error';

/**
 * Reads one of the monitors' JSON files. Members that the schema does not know stay.
 * @param name how errors call it, e.g. its key
 * @throws BaselineInvalid naming file and member
 */
export function parseFile<Schema extends z.ZodType>(text: string, schema: Schema, name: string): z.output<Schema> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new BaselineInvalid(`${name} is not JSON: ${(error as Error).message}`, { cause: error });
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new BaselineInvalid(`${name} is not as expected: ${faultsOf(parsed.error)}`);
  return parsed.data;
}

/** A file's text, as real jobs lay theirs out. */
export const formatFile = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
