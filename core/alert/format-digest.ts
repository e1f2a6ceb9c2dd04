import type { DigestCounts, LowConfidenceDigest, UncertainImage } from '../contracts/alert';
import { MAX_ALERT_MESSAGE_BYTES } from '../contracts/limits';
import { formatCount } from '../report/number-format';
import { ALERT_SUBJECT_START, alertSubject } from './alert-subject';
import type { AlertMessage } from './format-alert';
import { formatOptions } from './format-options';
import { onOneLine } from './on-one-line';

/** Nobody reads further in an e-mail; the JSON form goes on. */
const MAX_LISTED_IN_TEXT = 50;

/** What a digest is made from. */
export interface DigestContents {
  /** The name of a batch, or a span of time: `nightly-2026-11-26`, `the last 5 minutes`. */
  readonly about: string;
  readonly counts: DigestCounts;
  /** Images that wait for a second look, in any order; not more than `counts.secondLook`. */
  readonly images: readonly UncertainImage[];
  /** Address of the full list: the reviewer's list, or the results in S3. */
  readonly fullList: string;
}

/**
 * One message about many images: counts, the least certain first, where the full list is. The list is cut where SNS's 256 KiB, of both forms together,
 * would not hold it; the counts never are.
 */
export function formatDigest(contents: DigestContents): AlertMessage {
  const { about, counts } = contents;
  const sorted = [...contents.images].sort(byConfidence);
  const whole = counts.images === undefined ? '' : ` of ${formatCount(counts.images)}`;
  const images = counts.secondLook === 1 && whole === '' ? 'image' : 'images';
  return {
    subject: alertSubject(`${ALERT_SUBJECT_START} ${formatCount(counts.secondLook)}${whole} ${images}, ${about}`),
    message: longestFitting(contents, sorted),
  };
}

/** The least certain first; of equals, in the order of their ids, so that the same images make the same message. */
const byConfidence = (one: UncertainImage, other: UncertainImage): number =>
  one.confidence - other.confidence || (one.review_id < other.review_id ? -1 : 1);

/** The message with the most images that SNS takes. A longer list never makes a shorter message, so halving finds it. */
function longestFitting(contents: DigestContents, sorted: readonly UncertainImage[]): string {
  let fits = 0;
  let tooMany = sorted.length + 1;
  while (tooMany - fits > 1) {
    const middle = (fits + tooMany) >> 1;
    if (Buffer.byteLength(messageOf(contents, sorted.slice(0, middle))) <= MAX_ALERT_MESSAGE_BYTES) fits = middle;
    else tooMany = middle;
  }
  return messageOf(contents, sorted.slice(0, fits));
}

function messageOf(contents: DigestContents, listed: readonly UncertainImage[]): string {
  const { about, counts, fullList } = contents;
  const digest: LowConfidenceDigest = {
    type: 'LowConfidenceDigest',
    version: 1,
    about,
    counts,
    images: listed,
    leftOut: counts.secondLook - listed.length,
    fullList,
  };
  return JSON.stringify({ default: JSON.stringify(digest), email: textOf(contents, listed) });
}

function textOf({ about, counts, fullList }: DigestContents, listed: readonly UncertainImage[]): string {
  const shown = listed.slice(0, MAX_LISTED_IN_TEXT);
  const left = counts.secondLook - shown.length;
  const one = counts.secondLook === 1;
  return [
    `${formatCount(counts.secondLook)} ${one ? 'image needs' : 'images need'} a second look: ${onOneLine(about)}.`,
    ...outcomes(counts),
    '',
    `All of them: ${fullList}`,
    ...(shown.length === 0 ? [] : ['', left > 0 ? 'The least certain:' : 'The least certain first:']),
    ...shown.flatMap(entry),
    ...(left > 0 ? ['', `${formatCount(left)} more ${left === 1 ? 'is' : 'are'} not listed here.`] : []),
    '',
  ].join('\n');
}

function outcomes({ images, accepted, failed }: DigestCounts): string[] {
  const parts = [
    ...(images === undefined ? [] : [`${formatCount(images)} images in all`]),
    ...(accepted === undefined ? [] : [`${formatCount(accepted)} accepted`]),
    ...(failed === undefined ? [] : [`${formatCount(failed)} failed`]),
  ];
  return parts.length === 0 ? [] : [`${parts.join(', ')}.`];
}

function entry(image: UncertainImage, index: number): string[] {
  return [
    '',
    `${index + 1}. ${onOneLine(image.s3_key)}`,
    `   ${formatOptions(image)}`,
    ...(image.second_look_link === undefined ? [] : [`   ${image.second_look_link}`]),
    `   Execution: ${image.link}`,
  ];
}
