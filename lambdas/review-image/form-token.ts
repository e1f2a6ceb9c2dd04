import { createHash } from 'node:crypto';
import type { LinkKeys } from '../../core/second-look/link-keys';
import { signToken, verifyToken } from '../../core/second-look/signed-token';

/** How long a page may stay open before its buttons are refused. Milliseconds. */
const FORM_LIFE_MILLISECONDS = 12 * 3_600_000;

/** Proves that a form was served for this very link: one that was put together elsewhere, or for another image, is refused. */
export const formToken = (reviewToken: string, now: Date, keys: LinkKeys): string =>
  signToken('form', [digest(reviewToken)], new Date(now.getTime() + FORM_LIFE_MILLISECONDS), keys);

export function isFormOf(reviewToken: string, form: string, now: Date, keys: LinkKeys): boolean {
  const verified = verifyToken('form', form, now, keys);
  return 'fields' in verified && verified.fields[0] === digest(reviewToken);
}

const digest = (text: string): string => createHash('sha256').update(text).digest('base64url');
