import type { Observed } from './observed';
import type { RawCall } from './raw-s3';

/** A place where moto is known to differ from Amazon S3, so that a difference there says nothing about ours. */
interface MotoGap {
  readonly reason: string;
  /** Whether the two servers hold different objects from here on, so that comparing further makes no sense. */
  readonly endsSequence?: boolean;
  covers(call: RawCall, ours: Observed, theirs: Observed): boolean;
}

export const MOTO_GAPS: readonly MotoGap[] = [
  {
    reason: 'moto fails with status 500 where S3 answers NoSuchUpload or NoSuchKey',
    covers: (_call, ours, theirs) => theirs.status === 500 && ours.status === 404,
  },
  {
    reason: 'moto lists deleted keys although Quiet asks it not to; whether it made delete markers is not seen',
    endsSequence: true,
    covers: ({ target, body }, ours, theirs) =>
      target.endsWith('?delete') && body?.includes('<Quiet>true') === true && ours.status === theirs.status,
  },
  {
    reason: 'moto makes no delete marker for a key that never was, S3 does',
    endsSequence: true,
    covers: ({ method, target }, ours, theirs) =>
      method === 'DELETE' &&
      !target.includes('?') &&
      ours.headers['x-amz-delete-marker'] === 'true' &&
      theirs.headers['x-amz-delete-marker'] === undefined,
  },
  {
    reason: 'moto makes and tells no delete markers in DeleteObjects for keys that never were',
    endsSequence: true,
    covers: ({ target }, ours, theirs) =>
      target.endsWith('?delete') &&
      JSON.stringify(ours.body).includes('DeleteMarkerVersionId') &&
      JSON.stringify(ours.body) !== JSON.stringify(theirs.body),
  },
  {
    reason: 'moto answers a suffix range of an empty object with the empty object, S3 with InvalidRange',
    covers: (_call, ours, theirs) => ours.status === 416 && theirs.status === 200 && theirs.body === '',
  },
  {
    reason: 'moto cuts a version 1 listing with common prefixes elsewhere, and gives an opaque NextMarker unasked',
    covers: ({ method, target }, ours, theirs) =>
      method === 'GET' && /\?prefix=.*max-keys=/.test(target) && ours.status === 200 && theirs.status === 200,
  },
  {
    reason: 'moto does not tell the version that PutObjectTagging tagged, or DeleteObjectTagging untagged',
    covers: ({ method, target }, ours, theirs) =>
      (method === 'PUT' || method === 'DELETE') &&
      target.endsWith('?tagging') &&
      [200, 204].includes(ours.status) &&
      ours.status === theirs.status &&
      ours.body === theirs.body,
  },
  {
    reason:
      'moto does not repeat a version id that it has nothing for, nor tell that a removed null version was a delete marker',
    covers: ({ method, target }, ours, theirs) =>
      method === 'DELETE' &&
      target.includes('?versionId=') &&
      ours.status === theirs.status &&
      Object.keys(theirs.headers).length === 0,
  },
  {
    reason: 'moto completes an upload that is completed already',
    endsSequence: true,
    covers: ({ method, target }, ours, theirs) =>
      method === 'POST' && target.includes('?uploadId=') && ours.status === 404 && theirs.status === 200,
  },
];

/** @returns how to go on after a difference that is moto's; undefined where the answers must agree. */
export function knownGap(call: RawCall, ours: Observed, theirs: Observed): 'ends the sequence' | 'skip' | undefined {
  const gap = MOTO_GAPS.find(({ covers }) => covers(call, ours, theirs));
  if (gap === undefined) return undefined;
  return gap.endsSequence === true ? 'ends the sequence' : 'skip';
}
