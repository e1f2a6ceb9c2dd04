import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { formatDigest } from '../../core/alert/format-digest';
import { type BatchSummary, BatchTally } from '../../core/batch/batch-tally';
import { LeastCertain } from '../../core/batch/least-certain';
import type { UncertainImage } from '../../core/contracts/alert';
import type { BatchOutput, BatchResult } from '../../core/contracts/batch';
import { inferenceId } from '../../core/contracts/inference-id';
import { parseInput } from '../../core/contracts/parse-input';
import { batchResultsKey, batchSummaryKey } from '../../core/contracts/storage-layout';
import type { AlertMarker } from '../adapters/alert-marker';
import type { AlertTopic } from '../adapters/alert-topic';
import type { Invocation } from '../adapters/function-frame';
import { storageError } from '../adapters/storage-errors';
import { childResults } from './child-results';
import { LinesUpload } from './lines-upload';
import { SeenImages } from './seen-images';

const eventSchema = z.looseObject({
  execution_id: z.string().min(1),
  results: z.looseObject({ ResultWriterDetails: z.object({ Bucket: z.string(), Key: z.string() }) }),
});

/** A digest cuts its list where SNS's 256 KiB end; more than this never fit. */
const MAX_LISTED = 500;

export interface BatchSummarizer {
  readonly s3: S3Client;
  readonly reportsBucket: string;
  readonly marker: Pick<AlertMarker, 'once'>;
  readonly topic: Pick<AlertTopic, 'publish'>;
  readonly threshold: number;
  /** Fraction 0..1 of the images that may fail. */
  readonly toleratedFailures: number;
  readonly executionUrlPrefix: string;
}

/** What the function answers: the batch's output, and whether it may end well. */
export interface SummarizedBatch extends BatchOutput {
  readonly tolerated: boolean;
  /** What the execution fails with where it is not. */
  readonly cause: string;
}

/**
 * Gathers the results of a batch: a line of JSON an image, a summary, and one digest of what needs a look. A second attempt writes the same again, and sends no
 * second digest.
 * @throws InvalidInput, AccessDenied, StorageUnavailable, AlertNotPublished
 */
export async function summarizeBatch(
  event: unknown,
  { logger }: Pick<Invocation, 'logger'>,
  summarizer: BatchSummarizer,
): Promise<SummarizedBatch> {
  const { execution_id: executionId, results } = parseInput(eventSchema, event, 'input');
  const { s3, reportsBucket: bucket, toleratedFailures } = summarizer;
  const name = executionId.slice(executionId.lastIndexOf(':') + 1);
  const resultsKey = batchResultsKey(name);
  const summaryKey = batchSummaryKey(name);
  const manifest = { bucket: results.ResultWriterDetails.Bucket, key: results.ResultWriterDetails.Key };
  const { summary, uncertain } = await gather(s3, manifest, { bucket, key: resultsKey });
  await putSummary(s3, { bucket, key: summaryKey }, { ...summary, resultsKey });
  const { counts } = summary;
  if (counts.secondLook > 0) {
    const digest = formatDigest({
      about: `batch ${name}`,
      counts,
      images: uncertain.map((result) => uncertainImage(result, executionId, summarizer)),
      fullList: `s3://${bucket}/${resultsKey}`,
    });
    const marker = inferenceId({ executionId, bucket, key: resultsKey, versionId: '' });
    const { topic } = summarizer;
    await summarizer.marker.once(
      marker,
      async () => digest,
      (message) => topic.publish(message),
      logger,
    );
  }
  const confidentPredictions = counts.accepted === counts.images;
  const tolerated = counts.failed <= toleratedFailures * counts.images;
  const cause = `${counts.failed} of ${counts.images} images failed; ${toleratedFailures * 100} % are tolerated. Results: s3://${bucket}/${resultsKey}`;
  return { confidentPredictions, counts, resultsKey, summaryKey, tolerated, cause };
}

async function gather(
  s3: S3Client,
  manifest: { readonly bucket: string; readonly key: string },
  target: { readonly bucket: string; readonly key: string },
): Promise<{ readonly summary: BatchSummary; readonly uncertain: readonly Uncertain[] }> {
  const tally = new BatchTally();
  const seen = new SeenImages();
  const uncertain = new LeastCertain<Uncertain>(MAX_LISTED);
  const upload = new LinesUpload(s3, target);
  try {
    for await (const result of childResults(s3, manifest)) {
      if (!seen.add(result.s3_bucket, result.key)) {
        tally.addRepeated();
        continue;
      }
      tally.add(result);
      if (result.outcome === 'second-look') uncertain.add({ ...result, confidence: result.confidence ?? 0 });
      await upload.add(JSON.stringify(result));
    }
    await upload.end();
  } catch (error) {
    await upload.abort();
    throw error;
  }
  return { summary: tally.summary(), uncertain: uncertain.items() };
}

type Uncertain = BatchResult & { readonly confidence: number };

const uncertainImage = (
  { s3_bucket, key, version_id, label, confidence, inferences = [], inference_id = '' }: Uncertain,
  executionId: string,
  { threshold, executionUrlPrefix }: BatchSummarizer,
): UncertainImage => ({
  s3_bucket,
  s3_key: key,
  ...(version_id === undefined ? {} : { version_id }),
  ...(label === undefined ? {} : { predicted_label: label }),
  confidence,
  threshold,
  inferences,
  review_id: inference_id,
  link: executionUrlPrefix + executionId,
});

async function putSummary(
  s3: S3Client,
  { bucket, key }: { readonly bucket: string; readonly key: string },
  summary: BatchSummary & { readonly resultsKey: string },
): Promise<void> {
  try {
    const Body = `${JSON.stringify(summary, null, 2)}\n`;
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body, ContentType: 'application/json' }));
  } catch (error) {
    throw storageError(error, { bucket, key }, 's3:PutObject');
  }
}
