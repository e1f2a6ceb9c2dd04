/** Time-outs of every AWS client, well under the task's 30 s: a hanging connection leaves time for another attempt. */
export const CLIENT_OPTIONS = {
  requestHandler: { connectionTimeout: 2_000, requestTimeout: 5_000, throwOnRequestTimeout: true },
} as const;

/** The endpoint is asked once (the state machine tries again), and may take as long as the task leaves. */
export const ENDPOINT_CLIENT_OPTIONS = {
  maxAttempts: 1,
  requestHandler: { connectionTimeout: 2_000, requestTimeout: 20_000, throwOnRequestTimeout: true },
} as const;
