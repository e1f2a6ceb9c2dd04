/**
 * Time-outs and attempts of every AWS client. A function must give up with a named error before its task's 30 s are over, for a time-out
 * says nothing of what was slow. So the worst case of each function's calls, one after the other, stays below them:
 *
 * | function | calls | seconds |
 * | --- | --- | --- |
 * | serialize-image | read the image | 8.5 |
 * | classify-image | read the image beside the parameter; ask the endpoint; capture (serverless endpoints) | 8.5 + 15 + 3 = 26.5 |
 * | check-threshold | create the marker beside the open item and the secret; read it; publish; queue what was not published; mark as sent | 2 x 8.5 + 2 x 4 + 3 = 28 |
 *
 * (classify-batch begins no image after 20 s of its 65; one takes at most 43.5 s.)
 *
 * A call takes at most two attempts of 4 s each, its connection included, and half a second between them (the SDK's longest first wait, after throttling).
 */
export const CLIENT_OPTIONS = {
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 2_000, requestTimeout: 4_000, throwOnRequestTimeout: true },
} as const;

/**
 * For the second-look pages, whose reader waits, and whose API waits 30 s at most. An answer takes, one after the other, the secret, the item beside an earlier
 * answer, the claim, whoever was earlier, the label, the end of the item: 6 x 4.5 = 27 s. A picture takes the secret and a read with the longer limits, 4.5 + 8.5 s.
 */
export const PAGE_CLIENT_OPTIONS = {
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 2_000, throwOnRequestTimeout: true },
} as const;

/** Longest wait of the SDK before a second attempt. Milliseconds. */
export const LONGEST_BACKOFF_MILLISECONDS = 500;

/** Alerts are published once, and queued where that fails: the queue tries again. */
export const ALERT_CLIENT_OPTIONS = {
  maxAttempts: 1,
  requestHandler: { connectionTimeout: 2_000, requestTimeout: 4_000, throwOnRequestTimeout: true },
} as const;

/** The endpoint is asked once: the state machine tries again. */
export const ENDPOINT_CLIENT_OPTIONS = {
  maxAttempts: 1,
  requestHandler: { connectionTimeout: 2_000, requestTimeout: 15_000, throwOnRequestTimeout: true },
} as const;

/** For a write after the work is done, whose failure is logged and fails nothing: all its attempts together. Milliseconds. */
export const LAST_WRITE_MILLISECONDS = 3_000;
