import * as z from 'zod';

/**
 * The message that asks for an evaluation, as it lies in the evaluation queue: exactly these fields. The key may carry an `s3://bucket/` prefix,
 * which then must name the bucket of the message.
 */
export const evaluationMessageSchema = z
  .strictObject({
    endpointName: z.string().min(1).max(63),
    testDataS3BucketName: z.string().min(3).max(63),
    testDataS3Key: z.string().min(1),
    /** Of a table: the column that holds the label; the last where absent. */
    labelColumn: z.string().min(1).optional(),
  })
  .superRefine(({ testDataS3BucketName: bucket, testDataS3Key: key }, context) => {
    const named = PREFIXED_KEY.exec(key)?.[1];
    if (!key.startsWith('s3://') || named === bucket) return;
    const message =
      named === undefined
        ? 'an s3:// prefix must be followed by bucket and key'
        : `is in bucket ${named}, but testDataS3BucketName is ${bucket}`;
    context.addIssue({ code: 'custom', path: ['testDataS3Key'], message });
  });
export type EvaluationMessage = z.infer<typeof evaluationMessageSchema>;

const PREFIXED_KEY = /^s3:\/\/([^/]+)\/(.+)$/s;

/** The key of the test data within its bucket, without an `s3://bucket/` prefix. */
export const testDataKey = ({ testDataS3Key }: EvaluationMessage): string =>
  PREFIXED_KEY.exec(testDataS3Key)?.[2] ?? testDataS3Key;

/** Attributes of a message in the dead-letter queue: the error's name, and what to do about it. */
export const DEAD_LETTER_ATTRIBUTES = { errorName: 'errorName', cause: 'cause' } as const;

/**
 * Attributes of a message that the function itself has sent on: to wait for the endpoint, or for the next invocation to go on with a large set.
 * Whoever asks for an evaluation sends none of them.
 */
export const CONTINUATION_ATTRIBUTES = {
  /** Name of the run: the id of the message that first asked for it. */
  run: 'run',
  /** Since when the endpoint has been waited for, ISO 8601. */
  waitingSince: 'waitingSince',
  /** `s3://bucket/prefix` of what has been learnt so far. */
  progress: 'progress',
} as const;
