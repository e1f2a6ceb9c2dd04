import type { JsonObject } from '../../protocol/operations';
import type { QueueAccess } from '../queue-access';
import type { QueueDirectory } from '../queue-directory';
import { invalidParameter, missingParameter } from '../sqs-error';

/** What every operation works with. */
export interface QueueOperations {
  readonly queues: QueueDirectory;
  readonly access: QueueAccess;
  /** `http://127.0.0.1:4566` */
  readonly endpoint: () => string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** @throws AwsError `MissingParameter` */
export function requiredText(input: JsonObject, name: string): string {
  const value = input[name];
  if (value === undefined || value === null) throw missingParameter(name);
  if (typeof value !== 'string') throw invalidParameter(name, JSON.stringify(value), 'Must be a string.');
  return value;
}

/**
 * A whole number of the request.
 * @throws AwsError `InvalidParameterValue` outside of `min..max`.
 */
export function optionalNumber(input: JsonObject, name: string, min: number, max: number): number | undefined {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  const number = Number(value);
  if (Number.isInteger(number) && number >= min && number <= max) return number;
  throw invalidParameter(name, value, `Must be between ${min} and ${max}, if provided.`);
}

export function requiredNumber(input: JsonObject, name: string, min: number, max: number): number {
  const value = optionalNumber(input, name, min, max);
  if (value === undefined) throw missingParameter(name);
  return value;
}

/** A list of texts; absent means none. @throws AwsError `InvalidParameterValue` */
export function textList(input: JsonObject, name: string): readonly string[] {
  const value = input[name] ?? [];
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value;
  throw invalidParameter(name, JSON.stringify(value), 'Must be a list of strings.');
}
