import type { UncertainImage } from '../../core/contracts/alert';
import { ThresholdConfidenceNotMet } from '../../core/contracts/errors';
import { MetricName } from '../../core/contracts/metric-names';
import { parseInput } from '../../core/contracts/parse-input';
import { type ClassifiedImage, classifiedImageSchema, type StepAnswer } from '../../core/contracts/single-image';
import { parseStepEvent } from '../../core/contracts/step-event';
import { reviewId } from '../../core/second-look/review-id';
import type { AlertMarker } from '../adapters/alert-marker';
import type { Invocation } from '../adapters/function-frame';
import type { AlertSender } from './alert-sender';
import { openSecondLook, type SecondLookDesk } from './open-second-look';

export interface ThresholdCheck {
  /** 0..1; met when the confidence is at least this. */
  readonly threshold: number;
  /** Followed by an execution's ARN it opens the execution. */
  readonly executionUrlPrefix: string;
  readonly marker: AlertMarker;
  readonly alerts: AlertSender;
  readonly desk: SecondLookDesk;
  readonly now: () => Date;
}

/**
 * Lets an image pass whose confidence is at least the threshold; for one below it opens a second look, alerts, and fails. Without a calibrated
 * `confidence` the largest of `inferences` counts.
 * @throws THRESHOLD_CONFIDENCE_NOT_MET once the alert is out; InvalidInput, AccessDenied, StorageUnavailable, AlertNotPublished
 */
export async function checkThreshold(
  event: unknown,
  invocation: Invocation,
  { threshold, executionUrlPrefix, marker, alerts, desk, now }: ThresholdCheck,
): Promise<StepAnswer<ClassifiedImage>> {
  const { body, executionId, executionStarted } = parseStepEvent(event);
  const image = parseInput(classifiedImageSchema, body, 'body');
  const confidence = image.confidence ?? Math.max(...image.inferences);
  if (confidence >= threshold) {
    invocation.count(MetricName.Accepted);
    return { statusCode: 200, body: image };
  }
  const uncertain: UncertainImage = {
    s3_bucket: image.s3_bucket ?? '',
    s3_key: image.s3_key ?? '',
    version_id: image.version_id,
    predicted_label: image.predicted_label,
    confidence,
    threshold,
    inferences: image.inferences,
    classes: image.classes,
    model_package: image.model_package,
    review_id: reviewId(image, executionId ?? invocation.requestId),
    link: executionUrlPrefix + (executionId ?? ''),
  };
  await marker.once(
    uncertain.review_id,
    () => openSecondLook(uncertain, openedAt(executionStarted, now), desk),
    (link) => alerts.send({ ...uncertain, second_look_link: link }, invocation.logger),
    invocation.logger,
  );
  invocation.count(MetricName.LowConfidence);
  throw new ThresholdConfidenceNotMet(causeOf(uncertain));
}

/** The start of the execution, so that another attempt, in the next hour perhaps, opens the same item; the present where a console sent no execution. */
function openedAt(executionStarted: string | undefined, now: () => Date): Date {
  const started = new Date(executionStarted ?? '');
  return Number.isNaN(started.getTime()) ? now() : started;
}

/** What the execution shows. Never a link: whoever may read executions need not be allowed to answer. */
function causeOf({ s3_bucket, s3_key, predicted_label, confidence, threshold, review_id }: UncertainImage): string {
  const what = s3_key === '' ? 'the image' : `s3://${s3_bucket}/${s3_key}`;
  const label = predicted_label === undefined ? '' : `label ${predicted_label}, `;
  return `${what} needs a second look: ${label}confidence ${confidence} is below the threshold ${threshold} (review id ${review_id}).`;
}
