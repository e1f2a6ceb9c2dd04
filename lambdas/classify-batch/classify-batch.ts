import { type BatchImage, batchImage, isFolderMark } from '../../core/batch/batch-image';
import { fitResults } from '../../core/batch/fit-results';
import { type BatchContext, type BatchResult, childInputSchema, OUT_OF_TIME } from '../../core/contracts/batch';
import { inferenceId } from '../../core/contracts/inference-id';
import { MetricName } from '../../core/contracts/metric-names';
import type { OpenItem } from '../../core/contracts/open-item';
import { parseInput } from '../../core/contracts/parse-input';
import type { Invocation } from '../adapters/function-frame';
import type { Classification, ImageClassifier } from '../adapters/image-classifier';
import type { ImageReader } from '../adapters/image-reader';
import type { OpenItems } from '../adapters/open-items';
import { type Attempts, attemptImage } from './attempt-image';

export interface BatchClassifier {
  readonly images: Pick<ImageReader, 'read'>;
  readonly maxImageBytes: number;
  readonly classifier: Pick<ImageClassifier, 'classify'>;
  readonly openItems: Pick<OpenItems, 'write'>;
  /** 0..1; met when the confidence is at least this. */
  readonly threshold: number;
  /** Followed by an execution's ARN it opens the execution. */
  readonly executionUrlPrefix: string;
  /** Images at a time. */
  readonly parallel: number;
  readonly attempts: Attempts;
}

/** Longest cause in a result. Characters. */
const MAX_CAUSE = 600;

/**
 * Classifies the images of one child, each in its own right: an image that fails is a result with its reason, and fails no other. A second look is opened before
 * its result says so.
 * @throws InvalidInput for an event that is no child's input
 */
export async function classifyBatch(
  event: unknown,
  invocation: Pick<Invocation, 'count' | 'report'>,
  batch: BatchClassifier,
): Promise<{ readonly results: readonly BatchResult[] }> {
  const { BatchInput: context, Items } = parseInput(childInputSchema, event, 'child input');
  const items = Items.filter((item) => !isFolderMark(item));
  const results: BatchResult[] = new Array(items.length);
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < items.length) {
      const at = next++;
      results[at] = await classifyItem(items[at], context, batch, invocation);
    }
  };
  await Promise.all(Array.from({ length: Math.min(batch.parallel, items.length) }, work));
  return { results: fitResults(results) };
}

async function classifyItem(
  item: unknown,
  context: BatchContext,
  batch: BatchClassifier,
  { count, report }: Pick<Invocation, 'count' | 'report'>,
): Promise<BatchResult> {
  let image: BatchImage = { bucket: context.s3_bucket, key: '' };
  try {
    image = batchImage(item, context);
    if (batch.attempts.now() >= batch.attempts.deadline)
      return failed(image, OUT_OF_TIME, 'The time of the batch was over.');
    const result = await attemptImage(() => classifyOnce(image, context, batch), batch.attempts);
    count(result.outcome === 'accepted' ? MetricName.Accepted : MetricName.LowConfidence);
    return result;
  } catch (error) {
    report(error as Error);
    return failed(image, (error as Error).name, (error as Error).message);
  }
}

async function classifyOnce(image: BatchImage, context: BatchContext, batch: BatchClassifier): Promise<BatchResult> {
  const { bucket, key } = image;
  const { bytes, metadata, versionId } = await batch.images.read({ bucket, key }, batch.maxImageBytes);
  const id = inferenceId({ executionId: context.execution_id, bucket, key, versionId: versionId ?? '' });
  const said = await batch.classifier.classify({ bytes, metadata, inferenceId: id });
  const isAccepted = said.confidence >= batch.threshold;
  if (!isAccepted && versionId !== undefined) {
    await batch.openItems.write(openItem(image, versionId, id, said, context, batch));
  }
  return {
    ...identity(image),
    ...(versionId === undefined ? {} : { version_id: versionId }),
    outcome: isAccepted ? 'accepted' : 'second-look',
    label: said.predictedLabel,
    confidence: said.confidence,
    inferences: [...said.inferences],
    ...(isAccepted ? {} : { classes: [...said.classes] }),
    inference_id: id,
  };
}

const openItem = (
  { bucket, key }: BatchImage,
  versionId: string,
  id: string,
  said: Classification,
  context: BatchContext,
  { threshold, executionUrlPrefix }: BatchClassifier,
): OpenItem => ({
  version: 1,
  review_id: id,
  s3_bucket: bucket,
  s3_key: key,
  version_id: versionId,
  predicted_label: said.predictedLabel,
  confidence: said.confidence,
  threshold,
  inferences: [...said.inferences],
  classes: [...said.classes],
  model_package: said.modelPackage,
  // When the batch began, not this attempt: the same image opens the same item again.
  opened_at: context.started_at,
  link: executionUrlPrefix + context.execution_id,
});

const identity = ({
  bucket,
  key,
  expectedLabel,
}: BatchImage): Pick<BatchResult, 's3_bucket' | 'key' | 'expected_label'> => ({
  s3_bucket: bucket,
  key,
  ...(expectedLabel === undefined ? {} : { expected_label: expectedLabel }),
});

const failed = (image: BatchImage, reason: string, cause: string): BatchResult => ({
  ...identity(image),
  outcome: 'failed',
  reason,
  cause: cause.slice(0, MAX_CAUSE),
});
