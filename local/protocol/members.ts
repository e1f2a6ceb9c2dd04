import { AwsError } from './aws-error';
import type { JsonObject } from './operations';

/**
 * A string member of an operation's input.
 * @throws AwsError `ValidationException` where it is absent, empty or of another type.
 */
export function requiredString(input: JsonObject, name: string): string {
  const value = input[name];
  if (typeof value !== 'string' || value === '') {
    throw new AwsError('ValidationException', `The member '${name}' is required and must be a non-empty string.`);
  }
  return value;
}

/** A string member that may be absent. */
export function optionalString(input: JsonObject, name: string): string | undefined {
  const value = input[name];
  if (value === undefined || typeof value === 'string') return value;
  throw new AwsError('ValidationException', `The member '${name}' must be a string.`);
}

/** A list of strings; absent is empty. */
export function stringList(input: JsonObject, name: string): readonly string[] {
  const value = input[name] ?? [];
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value;
  throw new AwsError('ValidationException', `The member '${name}' must be a list of strings.`);
}
