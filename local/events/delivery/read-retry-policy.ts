import { AwsError } from '../../protocol/aws-error';
import type { JsonObject } from '../../protocol/operations';
import type { RetryPolicy } from './delivery';

const MAX_ATTEMPTS = 185;
const MIN_AGE_SECONDS = 60;
const MAX_AGE_SECONDS = 86_400;

/**
 * Reads `RetryPolicy` of a target: absent members have EventBridge's defaults, 185 attempts within 24 hours.
 * @throws AwsError `ValidationException`
 */
export function readRetryPolicy(property: unknown): RetryPolicy {
  const { MaximumRetryAttempts, MaximumEventAgeInSeconds } = (property ?? {}) as JsonObject;
  return {
    maxAttempts: within('MaximumRetryAttempts', MaximumRetryAttempts ?? MAX_ATTEMPTS, 0, MAX_ATTEMPTS),
    maxAgeSeconds: within(
      'MaximumEventAgeInSeconds',
      MaximumEventAgeInSeconds ?? MAX_AGE_SECONDS,
      MIN_AGE_SECONDS,
      MAX_AGE_SECONDS,
    ),
  };
}

function within(name: string, value: unknown, min: number, max: number): number {
  const number = Number(value);
  if (Number.isInteger(number) && number >= min && number <= max) return number;
  throw new AwsError(
    'ValidationException',
    `${name} must be a whole number from ${min} to ${max}, not ${String(value)}.`,
  );
}
