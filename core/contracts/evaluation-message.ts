import * as z from 'zod';

/**
 * The message that asks for an evaluation, as it lies in the evaluation queue: exactly these fields. The key may carry an `s3://bucket/` prefix,
 * which then must name the bucket of the message.
 */
export const evaluationMessageSchema = z.strictObject({
  endpointName: z.string().min(1).max(63),
  testDataS3BucketName: z.string().min(3).max(63),
  testDataS3Key: z.string().min(1),
  /** Of a table: the column that holds the label; the last where absent. */
  labelColumn: z.string().min(1).optional(),
});
export type EvaluationMessage = z.infer<typeof evaluationMessageSchema>;

/** Attributes of a message in the dead-letter queue: the error's name, and what to do about it. */
export const DEAD_LETTER_ATTRIBUTES = { errorName: 'errorName', cause: 'cause' } as const;
