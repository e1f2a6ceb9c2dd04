import type { AlertMessage } from '../../core/alert/format-alert';
import { formatDigest } from '../../core/alert/format-digest';
import type { UncertainImage } from '../../core/contracts/alert';
import type { BatchCounts, BatchResult } from '../../core/contracts/batch';
import type { LinkKeys } from '../../core/second-look/link-keys';
import { reviewLink } from '../../core/second-look/review-link';
import type { LinkSecret } from '../adapters/link-secret';

const DAY_MILLISECONDS = 86_400_000;

/** A result below the threshold. */
export type UncertainResult = BatchResult & { readonly confidence: number };

/** What the entries of a batch's digest are made with. */
export interface DigestDesk {
  readonly secret: Pick<LinkSecret, 'keys'>;
  /** Address of the second-look pages. */
  readonly baseUrl: string;
  /** How long links are good. */
  readonly linkDays: number;
  readonly threshold: number;
  /** Followed by an execution's ARN it opens the execution. */
  readonly executionUrlPrefix: string;
}

/** The batch that a digest is of. */
export interface DigestedBatch {
  readonly name: string;
  readonly executionId: string;
  /** When the execution began: the open items of its images are filed under it, and links expire from it. */
  readonly startedAt: Date;
  readonly counts: BatchCounts;
  readonly uncertain: readonly UncertainResult[];
  /** Address of the results. */
  readonly fullList: string;
}

/**
 * The digest of a batch, each image with the signed link of its second look.
 * @throws AccessDenied, StorageUnavailable, LinkKeysInvalid
 */
export async function batchDigest(batch: DigestedBatch, desk: DigestDesk): Promise<AlertMessage> {
  const keys = await desk.secret.keys();
  return formatDigest({
    about: `batch ${batch.name}`,
    counts: batch.counts,
    images: batch.uncertain.map((result) => uncertainImage(result, batch, desk, keys)),
    fullList: batch.fullList,
  });
}

function uncertainImage(
  result: UncertainResult,
  { executionId, startedAt }: DigestedBatch,
  { baseUrl, linkDays, threshold, executionUrlPrefix }: DigestDesk,
  keys: LinkKeys,
): UncertainImage {
  const { s3_bucket, key, version_id, label, confidence, inferences = [], classes, inference_id = '' } = result;
  const image: UncertainImage = {
    s3_bucket,
    s3_key: key,
    ...(version_id === undefined ? {} : { version_id }),
    ...(label === undefined ? {} : { predicted_label: label }),
    confidence,
    threshold,
    inferences,
    ...(classes === undefined ? {} : { classes }),
    review_id: inference_id,
    link: executionUrlPrefix + executionId,
  };
  // Without a version `classify-batch` opened no second look: there is no picture that is sure to stay the same.
  if (version_id === undefined) return image;
  const subject = { bucket: s3_bucket, key, versionId: version_id, reviewId: inference_id, openedAt: startedAt };
  const expires = new Date(startedAt.getTime() + linkDays * DAY_MILLISECONDS);
  return { ...image, second_look_link: reviewLink(baseUrl, subject, expires, keys) };
}
