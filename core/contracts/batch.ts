import * as z from 'zod';
import { imageReferenceSchema } from './single-image';

/**
 * Input of the state machine `BatchClassification`, in three forms: the images themselves, all images below a prefix, or a manifest
 * (JSON Lines, or `.lst`, whose files lie below `s3_prefix`, else in the folder named like its stem).
 */
export const batchInputSchema = z.union([
  z.looseObject({ cases: z.array(imageReferenceSchema).min(1) }),
  z.looseObject({ s3_bucket: z.string().min(1), manifest_key: z.string().min(1), s3_prefix: z.string().optional() }),
  z.looseObject({ s3_bucket: z.string().min(1), s3_prefix: z.string() }),
]);
export type BatchInput = z.infer<typeof batchInputSchema>;

/** What gives the images of a batch. */
export const BATCH_SOURCES = ['cases', 'prefix', 'json-lines', 'image-list'] as const;
export type BatchSource = (typeof BATCH_SOURCES)[number];

/** What every child is told beside its images: `BatchInput` of the ItemBatcher. */
export const batchContextSchema = z.looseObject({
  /** Bucket of images that name none. */
  s3_bucket: z.string(),
  /** Folder of the files of a `.lst`. */
  s3_prefix: z.string(),
  /** ARN of the batch's execution: with it the same image has the same inference id in every attempt and redrive. */
  execution_id: z.string().min(1),
  /** ISO 8601: when the execution began, the same in every attempt. */
  started_at: z.string().min(1),
});
export type BatchContext = z.infer<typeof batchContextSchema>;

/** Input of a child, and of `classify-batch`. */
export const childInputSchema = z.looseObject({ BatchInput: batchContextSchema, Items: z.array(z.unknown()).min(1) });

export const BATCH_OUTCOMES = ['accepted', 'second-look', 'failed'] as const;

/** How one image of a batch ended: a line of the results. */
export const batchResultSchema = z.object({
  s3_bucket: z.string(),
  key: z.string(),
  version_id: z.string().optional(),
  outcome: z.enum(BATCH_OUTCOMES),
  /** Predicted class. */
  label: z.string().optional(),
  /** Calibrated, 0..1. */
  confidence: z.number().optional(),
  inferences: z.array(z.number()).optional(),
  /** Of a second look: names of the classes in the order of `inferences`, by the model that was asked. */
  classes: z.array(z.string()).optional(),
  inference_id: z.string().optional(),
  /** The label that the manifest gave, as it gave it. */
  expected_label: z.string().optional(),
  /** Of a failed image: the name of the error … */
  reason: z.string().optional(),
  /** … and what it says. */
  cause: z.string().optional(),
});
export type BatchResult = z.infer<typeof batchResultSchema>;

/** What a child answers. */
export const childOutputSchema = z.object({ results: z.array(batchResultSchema) });

export const batchCountsSchema = z.object({
  images: z.int().min(0),
  accepted: z.int().min(0),
  secondLook: z.int().min(0),
  failed: z.int().min(0),
});
export type BatchCounts = z.infer<typeof batchCountsSchema>;

/** Output of the execution, and what `summarize-batch` answers. */
export const batchOutputSchema = z.object({
  /** Whether every image was accepted. */
  confidentPredictions: z.boolean(),
  counts: batchCountsSchema,
  /** In the reports bucket: a line of JSON an image. */
  resultsKey: z.string(),
  /** In the reports bucket: counts by outcome, label and reason. */
  summaryKey: z.string(),
});
export type BatchOutput = z.infer<typeof batchOutputSchema>;

/** The error of an execution of which more images failed than are tolerated. */
export const TOLERATED_FAILURES_EXCEEDED = 'ToleratedFailuresExceeded';

/** Reasons that are no error of one image: the function's time was over; the child that had the image failed; it never began. */
export const OUT_OF_TIME = 'OutOfTime';
export const CHILD_FAILED = 'ChildFailed';
export const NEVER_STARTED = 'NeverStarted';
