import { createHmac, timingSafeEqual } from 'node:crypto';
import type { LinkKeys } from './link-keys';

/** What a token is for; a token of one kind is none of another. */
export type TokenKind = 'review' | 'list' | 'form';

/** Why a token is refused. `unknown-key` may be a key that was rotated in since the keys were read. */
export type Refusal = 'malformed' | 'unknown-key' | 'forged' | 'expired';

export type Verified = { readonly fields: readonly string[] } | { readonly refused: Refusal };

/** `{payload}.{key id}.{signature}`, each of base64url's letters. */
const TOKEN = /^([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]{1,32})\.([A-Za-z0-9_-]{43})$/;

/** Longer than any honest token: a key of 1,024 bytes in JSON is at most 6,144 and in base64 8,192. Characters. */
const MAX_TOKEN_CHARACTERS = 10_000;

/**
 * Signs fields until a time, with the key in use: HMAC-SHA256 over the token's text itself, so that there is no second way to write what was signed.
 * @param expiresAt the last moment that it is good at; whole seconds count.
 */
export function signToken(kind: TokenKind, fields: readonly string[], expiresAt: Date, keys: LinkKeys): string {
  const [{ id, secret }] = keys;
  const expires = Math.floor(expiresAt.getTime() / 1_000);
  const payload = Buffer.from(JSON.stringify([kind, expires, ...fields])).toString('base64url');
  return `${payload}.${id}.${signature(payload, id, secret)}`;
}

/** The fields that were signed, or why they are not to be believed. What is not signed is not even parsed. */
export function verifyToken(kind: TokenKind, token: string, now: Date, keys: LinkKeys): Verified {
  if (token.length > MAX_TOKEN_CHARACTERS) return { refused: 'malformed' };
  const [, payload, id, given] = TOKEN.exec(token) ?? [];
  if (payload === undefined || id === undefined || given === undefined) return { refused: 'malformed' };
  const key = keys.find((known) => known.id === id);
  if (key === undefined) return { refused: 'unknown-key' };
  // Compared as text: base64url has several writings of the same bytes.
  if (!timingSafeEqual(Buffer.from(given), Buffer.from(signature(payload, id, key.secret))))
    return { refused: 'forged' };
  const [signedKind, expires, ...fields] = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as [
    string,
    number,
    ...string[],
  ];
  if (signedKind !== kind) return { refused: 'forged' };
  if (now.getTime() > expires * 1_000) return { refused: 'expired' };
  return { fields };
}

const signature = (payload: string, keyId: string, secret: string): string =>
  createHmac('sha256', secret).update(`second-look/1\0${keyId}\0${payload}`).digest('base64url');
