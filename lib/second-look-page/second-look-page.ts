import { Construct } from 'constructs';
import type { NamedEnvironment } from '../../core/contracts/environment';
import { ANSWER_PREFIX, GROUND_TRUTH_PREFIX, OPEN_ITEM_PREFIX } from '../../core/contracts/storage-layout';
import type { RepairLabelsEnvironment } from '../../lambdas/repair-labels/env';
import type { ReviewImageEnvironment } from '../../lambdas/review-image/env';
import { ServiceFunction } from '../functions/service-function';
import type { StoredData } from '../storage/stored-data';
import type { LinkKey } from './link-key';
import { ReviewApi } from './review-api';

/** A little below what the API waits, so that the function's own time-out shows. Seconds. */
export const REVIEW_TIMEOUT_SECONDS = 29;
/** A sweep of a hundred thousand open items, at sixteen at a time. Seconds. */
export const REPAIR_TIMEOUT_SECONDS = 300;
/** An image of 40 megapixels is scaled down in the function: 160 MB decoded, and as much again on the way. */
const REVIEW_MEMORY_MB = 1_769;

export interface SecondLookPageProps {
  readonly environment: NamedEnvironment;
  readonly data: StoredData;
  readonly linkKey: LinkKey;
}

/** Where people answer: the pages and their API, and the sweeper that finishes what a crash has left. */
export class SecondLookPage extends Construct {
  readonly reviewImage: ServiceFunction<ReviewImageEnvironment>;
  readonly repairLabels: ServiceFunction<RepairLabelsEnvironment>;
  /** Address of the pages. */
  readonly url: string;

  constructor(scope: Construct, id: string, props: SecondLookPageProps) {
    super(scope, id);
    this.reviewImage = this.makeReviewImage(props);
    this.repairLabels = this.makeRepairLabels(props);
    this.url = new ReviewApi(this, 'ReviewApi', { environment: props.environment, handler: this.reviewImage }).url;
  }

  private makeReviewImage({ environment, data, linkKey }: SecondLookPageProps) {
    const made = new ServiceFunction<ReviewImageEnvironment>(this, 'ReviewImage', {
      service: 'review-image',
      description: 'Shows an image to a person and takes the answer',
      environment,
      variables: {
        IMAGES_BUCKET: data.images.bucketName,
        CAPTURE_BUCKET: data.capture.bucketName,
        LINK_SECRET_ARN: linkKey.secretArn,
      },
      timeoutSeconds: REVIEW_TIMEOUT_SECONDS,
      memoryMb: REVIEW_MEMORY_MB,
    });
    linkKey.allowReading(made);
    // By version only: what lies under the key today is never shown.
    made.allow({
      sid: 'ShowImages',
      actions: ['s3:GetObjectVersion'],
      resources: [data.images.arnForObjects('*')],
      wildcard: 'Any image of the bucket can be asked about.',
    });
    allowAnswering(made, data);
    made.allow({
      sid: 'ClaimAnswers',
      actions: ['s3:PutObject'],
      resources: [data.images.arnForObjects(`${ANSWER_PREFIX}*`)],
      wildcard: 'One answer per review id.',
    });
    return made;
  }

  private makeRepairLabels({ environment, data }: SecondLookPageProps) {
    const made = new ServiceFunction<RepairLabelsEnvironment>(this, 'RepairLabels', {
      service: 'repair-labels',
      description: 'Writes the labels of answers that a crash has left without',
      environment,
      variables: { IMAGES_BUCKET: data.images.bucketName, CAPTURE_BUCKET: data.capture.bucketName },
      timeoutSeconds: REPAIR_TIMEOUT_SECONDS,
    });
    allowAnswering(made, data);
    return made;
  }
}

/** What both do: see what is open and answered, write labels, take items off the list. */
function allowAnswering(made: ServiceFunction<unknown>, { images, capture, key }: StoredData): void {
  made.allow({
    sid: 'ReadReviews',
    actions: ['s3:GetObject'],
    resources: [images.arnForObjects(`${OPEN_ITEM_PREFIX}*`), images.arnForObjects(`${ANSWER_PREFIX}*`)],
    wildcard: 'One item and one answer per review id.',
  });
  // Also so that S3 tells an absent answer from a forbidden one.
  made.allow({ sid: 'ListOpenItems', actions: ['s3:ListBucket'], resources: [images.bucketArn] });
  made.allow({
    sid: 'CloseItems',
    actions: ['s3:DeleteObject'],
    resources: [images.arnForObjects(`${OPEN_ITEM_PREFIX}*`)],
    wildcard: 'One item per review id.',
  });
  made.allow({
    sid: 'WriteLabels',
    actions: ['s3:PutObject'],
    resources: [capture.arnForObjects(`${GROUND_TRUTH_PREFIX}/*`)],
    wildcard: 'One label per review id, by hour.',
  });
  made.allow({ sid: 'UseKey', actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [key.keyArn] });
}
