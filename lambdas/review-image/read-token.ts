import type { LinkKeys } from '../../core/second-look/link-keys';
import { type ReviewSubject, verifyReviewToken } from '../../core/second-look/review-link';
import { type Refusal, verifyToken } from '../../core/second-look/signed-token';
import type { PageRequest } from './page-request';
import type { ReviewDesk } from './review-desk';

type Refused = { readonly refused: Refusal };

/** The link of the request: what it is about, and its token; or why it is refused. */
export async function readReviewToken(
  { query }: PageRequest,
  desk: Pick<ReviewDesk, 'secret' | 'now'>,
): Promise<{ readonly subject: ReviewSubject; readonly token: string; readonly keys: LinkKeys } | Refused> {
  const token = query.get('t') ?? '';
  const read = await withKeys(desk, (keys) => verifyReviewToken(token, desk.now(), keys));
  return 'refused' in read ? read : { ...read, token };
}

/** Whether the request may see the reviewer's list: by a list link, or by the authorizer's word. */
export async function readListToken(
  { query, verifiedName }: PageRequest,
  desk: Pick<ReviewDesk, 'secret' | 'now'>,
): Promise<{ readonly token: string; readonly keys: LinkKeys } | Refused> {
  if (verifiedName !== undefined) return { token: '', keys: await desk.secret.keys() };
  const token = query.get('t') ?? '';
  const read = await withKeys(desk, (keys) => verifyToken('list', token, desk.now(), keys));
  return 'refused' in read ? read : { token, keys: read.keys };
}

/** Verifies with the keys at hand, and, where the token's key is not among them, once more with the newest. */
async function withKeys<Verified extends object>(
  { secret }: Pick<ReviewDesk, 'secret'>,
  verify: (keys: LinkKeys) => Verified | Refused,
): Promise<(Exclude<Verified, Refused> & { readonly keys: LinkKeys }) | Refused> {
  const known = await secret.keys();
  const verified = verify(known);
  if (!('refused' in verified)) return { ...(verified as Exclude<Verified, Refused>), keys: known };
  if (verified.refused !== 'unknown-key') return { refused: verified.refused };
  const newest = await secret.newestKeys();
  const again = verify(newest);
  if ('refused' in again) return { refused: again.refused as Refusal };
  return { ...(again as Exclude<Verified, Refused>), keys: newest };
}
