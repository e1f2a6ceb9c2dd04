import type { LinkKeys } from './link-keys';
import { type Refusal, signToken, verifyToken } from './signed-token';

/** What a second-look link is about; its signature covers all of it, and its expiry. */
export interface ReviewSubject {
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string;
  /** The inference id. */
  readonly reviewId: string;
  /** With the id it names the open item. */
  readonly openedAt: Date;
}

/** Where the pages are, beneath the address of the service. */
export const REVIEW_PATH = 'second-look';
export const LIST_PATH = 'review';

/** The address of one second look: `{base}/second-look?t={token}`. */
export function reviewLink(baseUrl: string, subject: ReviewSubject, expiresAt: Date, keys: LinkKeys): string {
  return `${withSlash(baseUrl)}${REVIEW_PATH}?t=${reviewToken(subject, expiresAt, keys)}`;
}

export function reviewToken(subject: ReviewSubject, expiresAt: Date, keys: LinkKeys): string {
  const { bucket, key, versionId, reviewId, openedAt } = subject;
  return signToken('review', [bucket, key, versionId, reviewId, openedAt.toISOString()], expiresAt, keys);
}

export function verifyReviewToken(
  token: string,
  now: Date,
  keys: LinkKeys,
): { readonly subject: ReviewSubject } | { readonly refused: Refusal } {
  const verified = verifyToken('review', token, now, keys);
  if ('refused' in verified) return verified;
  const [bucket = '', key = '', versionId = '', reviewId = '', openedAt = ''] = verified.fields;
  return { subject: { bucket, key, versionId, reviewId, openedAt: new Date(openedAt) } };
}

/** The address of the reviewer's list: whoever has it may answer everything that is open until it expires. */
export const listLink = (baseUrl: string, expiresAt: Date, keys: LinkKeys): string =>
  `${withSlash(baseUrl)}${LIST_PATH}?t=${signToken('list', [], expiresAt, keys)}`;

const withSlash = (url: string): string => (url.endsWith('/') ? url : `${url}/`);
