import type { LowConfidenceAlert, UncertainImage } from '../contracts/alert';
import { ALERT_SUBJECT_START, alertSubject } from './alert-subject';
import { formatOptions } from './format-options';
import { formatPercent } from './format-percent';
import { onOneLine } from './on-one-line';

/** An alert as SNS takes it: `message` is for `MessageStructure: 'json'`. */
export interface AlertMessage {
  readonly subject: string;
  readonly message: string;
}

/** The alert about one image: a text that a person can act on, and the same as JSON for machines. */
export function formatAlert(image: UncertainImage): AlertMessage {
  const alert: LowConfidenceAlert = { type: 'LowConfidence', version: 1, images: [image] };
  return {
    subject: subjectOf(image),
    message: JSON.stringify({ default: JSON.stringify(alert), email: textOf(image) }),
  };
}

function subjectOf({ s3_key, predicted_label, confidence }: UncertainImage): string {
  const name = s3_key.slice(s3_key.lastIndexOf('/') + 1);
  const guess = predicted_label === undefined ? '' : ` ${predicted_label}?`;
  return alertSubject(`${ALERT_SUBJECT_START}${guess} ${formatPercent(confidence)} sure, ${name}`);
}

/** What it is, which image, how sure, what the options were, the link: in this order, the link before anything else that is longer than a line. */
function textOf(image: UncertainImage): string {
  const label = image.predicted_label;
  const guess = label === undefined ? 'The model' : `The model says ${onOneLine(label)}, but`;
  const lines = [
    'An image needs a second look.',
    '',
    `${guess} is only ${formatPercent(image.confidence)} sure; ${formatPercent(image.threshold)} are needed.`,
    '',
    `Image:       ${onOneLine(`s3://${image.s3_bucket}/${image.s3_key}`)}`,
    `Options:     ${formatOptions(image)}`,
    '',
    ...(image.second_look_link === undefined ? [] : [`Look and answer: ${image.second_look_link}`]),
    `Open the execution: ${image.link}`,
    '',
    `Confidence:  ${image.confidence} (threshold ${image.threshold})`,
    ...(image.version_id === undefined ? [] : [`Version:     ${onOneLine(image.version_id)}`]),
    `Review id:   ${image.review_id}`,
    ...(image.model_package === undefined ? [] : [`Model:       ${onOneLine(image.model_package)}`]),
    ...(image.second_look_link === undefined
      ? []
      : ['', 'The first answer counts. Whoever has the link can answer: do not pass it on.']),
    '',
  ];
  return lines.join('\n');
}
