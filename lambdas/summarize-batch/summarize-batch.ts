import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { type BatchSummary, BatchTally } from '../../core/batch/batch-tally';
import { LeastCertain } from '../../core/batch/least-certain';
import type { BatchOutput } from '../../core/contracts/batch';
import { inferenceId } from '../../core/contracts/inference-id';
import { parseInput } from '../../core/contracts/parse-input';
import { batchResultsKey, batchSummaryKey } from '../../core/contracts/storage-layout';
import type { AlertMarker } from '../adapters/alert-marker';
import type { AlertTopic } from '../adapters/alert-topic';
import type { Invocation } from '../adapters/function-frame';
import { storageError } from '../adapters/storage-errors';
import { batchDigest, type DigestDesk, type UncertainResult } from './batch-digest';
import { childResults } from './child-results';
import { LinesUpload } from './lines-upload';
import { SeenImages } from './seen-images';

const eventSchema = z.looseObject({
  execution_id: z.string().min(1),
  /** When the execution began. */
  started_at: z.iso.datetime({ offset: true }),
  results: z.looseObject({ ResultWriterDetails: z.object({ Bucket: z.string(), Key: z.string() }) }),
});

/** A digest cuts its list where SNS's 256 KiB end; more than this never fit. */
const MAX_LISTED = 500;

export interface BatchSummarizer {
  readonly s3: S3Client;
  readonly reportsBucket: string;
  readonly marker: Pick<AlertMarker, 'once'>;
  readonly topic: Pick<AlertTopic, 'publish'>;
  readonly desk: DigestDesk;
  /** Fraction 0..1 of the images that may fail. */
  readonly toleratedFailures: number;
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
 * @throws InvalidInput, AccessDenied, StorageUnavailable, LinkKeysInvalid, AlertNotPublished
 */
export async function summarizeBatch(
  event: unknown,
  { logger }: Pick<Invocation, 'logger'>,
  summarizer: BatchSummarizer,
): Promise<SummarizedBatch> {
  const { execution_id: executionId, started_at, results } = parseInput(eventSchema, event, 'input');
  const { s3, reportsBucket: bucket, toleratedFailures } = summarizer;
  const name = executionId.slice(executionId.lastIndexOf(':') + 1);
  const resultsKey = batchResultsKey(name);
  const summaryKey = batchSummaryKey(name);
  const manifest = { bucket: results.ResultWriterDetails.Bucket, key: results.ResultWriterDetails.Key };
  const { summary, uncertain } = await gather(s3, manifest, { bucket, key: resultsKey });
  await putSummary(s3, { bucket, key: summaryKey }, { ...summary, resultsKey });
  const { counts } = summary;
  if (counts.secondLook > 0) {
    const batch = {
      name,
      executionId,
      startedAt: new Date(started_at),
      counts,
      uncertain,
      fullList: `s3://${bucket}/${resultsKey}`,
    };
    const marker = inferenceId({ executionId, bucket, key: resultsKey, versionId: '' });
    const { topic, desk } = summarizer;
    await summarizer.marker.once(
      marker,
      () => batchDigest(batch, desk),
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
): Promise<{ readonly summary: BatchSummary; readonly uncertain: readonly UncertainResult[] }> {
  const tally = new BatchTally();
  const seen = new SeenImages();
  const uncertain = new LeastCertain<UncertainResult>(MAX_LISTED);
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
