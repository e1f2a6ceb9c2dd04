import type { Clock } from '../../clock';
import { S3Error } from '../protocol/s3-error';

/** A presigned URL lives a week at most. */
const MAX_EXPIRES_SECONDS = 604_800;

/**
 * @throws S3Error `AccessDenied` for a presigned URL past its time or not yet valid, `AuthorizationQueryParametersError` for one
 * that says no proper time.
 */
export function assertNotExpired(query: URLSearchParams, clock: Clock): void {
  if (!query.has('X-Amz-Credential')) {
    if (query.has('AWSAccessKeyId')) assertOlderNotExpired(query, clock);
    return;
  }
  const seconds = Number(query.get('X-Amz-Expires') ?? Number.NaN);
  const signed = signingTime(query.get('X-Amz-Date'));
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > MAX_EXPIRES_SECONDS || Number.isNaN(signed)) {
    throw new S3Error(
      'AuthorizationQueryParametersError',
      `X-Amz-Date must be a time like 20260131T235959Z, and X-Amz-Expires a number of seconds from 1 to ${MAX_EXPIRES_SECONDS}`,
    );
  }
  assertBefore(signed + seconds * 1000, clock, { 'X-Amz-Expires': seconds });
}

/** Signature Version 2 says the second of its end outright. */
function assertOlderNotExpired(query: URLSearchParams, clock: Clock): void {
  const expires = Number(query.get('Expires') ?? Number.NaN);
  if (!Number.isInteger(expires))
    throw new S3Error('AccessDenied', 'Invalid date (should be seconds since epoch)', 403);
  assertBefore(expires * 1000, clock, {});
}

function assertBefore(expires: number, clock: Clock, members: Readonly<Record<string, number>>): void {
  const now = clock.now().getTime();
  if (now <= expires) return;
  throw new S3Error('AccessDenied', 'Request has expired', 403, {
    ...members,
    Expires: new Date(expires).toISOString(),
    ServerTime: new Date(now).toISOString(),
  });
}

/** Milliseconds since the epoch of `yyyymmddThhmmssZ`; NaN for anything else. */
function signingTime(text: string | null): number {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text ?? '');
  if (match === null) return Number.NaN;
  const [, year, month, day, hour, minute, second] = match;
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}
