import { Logger } from '@aws-lambda-powertools/logger';
import type { S3Client } from '@aws-sdk/client-s3';
import {
  BATCH_FUNCTION_TIMEOUT_SECONDS,
  BATCH_WORK_SECONDS,
  TASK_TIMEOUT_SECONDS,
} from '../../../core/contracts/limits';
import { AlertMarker } from '../../../lambdas/adapters/alert-marker';
import { CaptureWriter } from '../../../lambdas/adapters/capture-writer';
import {
  ALERT_CLIENT_OPTIONS,
  CLIENT_OPTIONS,
  ENDPOINT_CLIENT_OPTIONS,
  LAST_WRITE_MILLISECONDS,
  LONGEST_BACKOFF_MILLISECONDS,
  PAGE_CLIENT_OPTIONS,
} from '../../../lambdas/adapters/client-options';
import { API_TIMEOUT_MILLISECONDS } from '../../../lib/second-look-page/review-api';
import { REVIEW_TIMEOUT_SECONDS } from '../../../lib/second-look-page/second-look-page';

/** Longest time of one call. Milliseconds. */
interface Limits {
  readonly maxAttempts: number;
  readonly requestHandler: { readonly requestTimeout: number };
}
function longest({ maxAttempts, requestHandler }: Limits): number {
  return maxAttempts * requestHandler.requestTimeout + (maxAttempts - 1) * LONGEST_BACKOFF_MILLISECONDS;
}
const CALL = longest(CLIENT_OPTIONS);
const ALERT = longest(ALERT_CLIENT_OPTIONS);
const PAGE = longest(PAGE_CLIENT_OPTIONS);
const ENDPOINT = longest(ENDPOINT_CLIENT_OPTIONS);
/** For everything that is no call: decoding, JSON, hashing. Milliseconds. */
const OWN_WORK = 1_000;

it.each([
  ['serialize-image', [CALL]],
  // The image and the parameter are read at the same time.
  ['classify-image', [CALL, ENDPOINT, LAST_WRITE_MILLISECONDS]],
  // Marker, open item and secret at the same time; an alert that is not published is queued.
  ['check-threshold', [CALL, CALL, ALERT, ALERT, LAST_WRITE_MILLISECONDS]],
  ['rotate-link-key', [CALL, CALL, CALL]],
])('%s ends with a named error before its time-out when every call is as slow as it may be', (_, calls) => {
  const worst = calls.reduce((sum, each) => sum + each, OWN_WORK);

  expect(worst).toBeLessThan(TASK_TIMEOUT_SECONDS * 1_000);
});

it('review-image answers before its API stops waiting when every call is as slow as it may be', () => {
  // The secret; item and earlier answer at the same time; the claim, the answer that was earlier, the label, the end of the item.
  const answer = [PAGE, PAGE, PAGE, PAGE, PAGE, PAGE];
  const picture = [PAGE, CALL];

  for (const calls of [answer, picture]) {
    expect(calls.reduce((sum, each) => sum + each, OWN_WORK)).toBeLessThan(REVIEW_TIMEOUT_SECONDS * 1_000);
  }
  expect(REVIEW_TIMEOUT_SECONDS * 1_000).toBeLessThan(API_TIMEOUT_MILLISECONDS);
});

it('classify-batch ends by itself when its last image is as slow as it may be', () => {
  const lastImage = CALL + CALL + ENDPOINT + LAST_WRITE_MILLISECONDS + CALL;

  expect(BATCH_WORK_SECONDS * 1_000 + lastImage + OWN_WORK).toBeLessThanOrEqual(BATCH_FUNCTION_TIMEOUT_SECONDS * 1_000);
});

it('waits for a connection no longer than for an answer', () => {
  for (const { requestHandler } of [
    CLIENT_OPTIONS,
    ENDPOINT_CLIENT_OPTIONS,
    ALERT_CLIENT_OPTIONS,
    PAGE_CLIENT_OPTIONS,
  ]) {
    expect(requestHandler.connectionTimeout).toBeLessThan(requestHandler.requestTimeout);
    expect(requestHandler.throwOnRequestTimeout).toBe(true);
  }
});

describe('a write after the work is done', () => {
  /** A store that never answers, asked when the time is up at once. */
  function hangingStore(): { s3: S3Client; limits: jest.SpyInstance } {
    const limits = jest.spyOn(AbortSignal, 'timeout').mockImplementation(() => AbortSignal.abort());
    const send = async ({ input }: { input: { IfNoneMatch?: string } }, options: { abortSignal?: AbortSignal }) => {
      if (input.IfNoneMatch !== undefined) return {};
      return options.abortSignal?.aborted ? Promise.reject(new Error('aborted')) : new Promise(() => undefined);
    };
    return { s3: { send } as unknown as S3Client, limits };
  }
  afterEach(() => jest.restoreAllMocks());

  it('is given up when it is a capture that takes too long', async () => {
    const { s3, limits } = hangingStore();
    const writer = new CaptureWriter(s3, { bucket: 'c', prefix: 'p', endpoint: 'e', variant: 'v', percentage: 100 });
    const eventMetadata = { eventId: '1', inferenceTime: '2026-01-01T00:00:00Z' };

    const write = writer.write({ captureData: {}, eventMetadata, eventVersion: '0' } as never);

    await expect(write).rejects.toThrow('aborted');
    expect(limits).toHaveBeenCalledWith(LAST_WRITE_MILLISECONDS);
  });

  it('is given up, and the alert counts as published, when it is a marker that takes too long', async () => {
    const { s3, limits } = hangingStore();
    const logger = new Logger();
    const warn = jest.spyOn(logger, 'warn').mockReturnValue();

    await expect(
      new AlertMarker(s3, 'images').once(
        'id',
        async () => undefined,
        async () => undefined,
        logger,
      ),
    ).resolves.toBe('published');

    expect(limits).toHaveBeenCalledTimes(1);
    expect(warn).toHaveBeenCalledTimes(1);
  });
});
