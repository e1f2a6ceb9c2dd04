import type { LowConfidenceAlert, UncertainImage } from '../contracts/alert';
import { MAX_ALERT_SUBJECT_CHARACTERS } from '../contracts/limits';
import { formatPercent } from './format-percent';

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

/** At most 99 printable ASCII characters, as SNS requires; anything else in the name becomes `?`. */
function subjectOf({ s3_key, predicted_label, confidence }: UncertainImage): string {
  const name = s3_key.slice(s3_key.lastIndexOf('/') + 1);
  const guess = predicted_label === undefined ? '' : ` ${predicted_label}?`;
  const subject = `Second look:${guess} ${formatPercent(confidence)} sure, ${name}`;
  return subject.replace(/[^\x20-\x7e]/g, '?').slice(0, MAX_ALERT_SUBJECT_CHARACTERS);
}

/**
 * Text of somebody else's on one line, as it reads: whoever may upload names the key, and a line break or a change of the writing direction in
 * it could make a link of theirs look like ours.
 */
const onOneLine = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '?');

function textOf(image: UncertainImage): string {
  const label = image.predicted_label;
  const guess = label === undefined ? 'The model' : `The model says ${onOneLine(label)}, but`;
  const lines = [
    'An image needs a second look.',
    '',
    `${guess} is only ${formatPercent(image.confidence)} sure; ${formatPercent(image.threshold)} are needed.`,
    '',
    `Image:       ${onOneLine(`s3://${image.s3_bucket}/${image.s3_key}`)}`,
    ...(image.version_id === undefined ? [] : [`Version:     ${onOneLine(image.version_id)}`]),
    `Confidence:  ${image.confidence} (threshold ${image.threshold})`,
    `All classes: ${image.inferences.map(formatPercent).join(', ')}`,
    `Review id:   ${image.review_id}`,
    ...(image.model_package === undefined ? [] : [`Model:       ${onOneLine(image.model_package)}`]),
    '',
    `Open the execution: ${image.link}`,
    '',
  ];
  return lines.join('\n');
}
