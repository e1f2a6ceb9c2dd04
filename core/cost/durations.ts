/**
 * How long functions are taken to be billed for, in seconds: estimates, not measurements of these bills. Work of a function's own is rounded from earlier figures of the
 * laptop; a call of S3 (25 ms) and of the endpoint (40 ms) are assumptions. A function on AWS that is slower costs more; the share of Lambda in the bills shows how much
 * that matters.
 */
export const S3_CALL_SECONDS = 0.025;
export const ENDPOINT_CALL_SECONDS = 0.04;

export const DURATIONS = {
  /** Work of its own and one read. */
  serializeImage: 0.004 + S3_CALL_SECONDS,
  /** Work of its own and one question. */
  classifyImage: 0.004 + ENDPOINT_CALL_SECONDS,
  checkThreshold: 0.003,
  /** Of one image in a batch: its read and its question, beside others. */
  batchImage: 0.002 + S3_CALL_SECONDS + ENDPOINT_CALL_SECONDS,
  prepareBatch: 0.005,
  /** Of one result that is gathered. */
  summarizedImage: 0.0002,
} as const;
