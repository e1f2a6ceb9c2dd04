import { createPublicKey, type JsonWebKey, verify } from 'node:crypto';
import type { JsonObject } from '../../protocol/operations';
import type { IssuerKeys } from './issuer-keys';

/** A token that admits nobody, with the reason. */
export class TokenInvalid extends Error {
  override readonly name = 'TokenInvalid';
}

export interface TokenRequirements {
  readonly issuer: string;
  /** One of which the token's `aud`, or else its `client_id`, must name. */
  readonly audiences: readonly string[];
}

/** API Gateway knows signatures by RSA only. */
const DIGESTS: Readonly<Record<string, string>> = { RS256: 'sha256', RS384: 'sha384', RS512: 'sha512' };

/**
 * Checks signature, issuer, audience and times of a JSON Web Token.
 * @returns its claims.
 * @throws TokenInvalid
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
 */
export async function verifyToken(
  token: string,
  { issuer, audiences }: TokenRequirements,
  keys: IssuerKeys,
  now: Date,
): Promise<JsonObject> {
  const [head = '', body = '', signature = '', ...more] = token.split('.');
  if (more.length > 0 || signature === '') throw new TokenInvalid('the token is no JWT');
  const { alg, kid } = decoded(head);
  const digest = typeof alg === 'string' && Object.hasOwn(DIGESTS, alg) ? DIGESTS[alg] : undefined;
  if (digest === undefined) throw new TokenInvalid('the token is not signed by RSA');
  const claims = decoded(body);
  if (claims.iss !== issuer) throw new TokenInvalid('the token is of another issuer');
  const key = await keys.find(issuer, String(kid ?? ''));
  if (key === undefined) throw new TokenInvalid('the issuer has no such key');
  const signed = verify(digest, Buffer.from(`${head}.${body}`), publicKey(key), Buffer.from(signature, 'base64url'));
  if (!signed) throw new TokenInvalid('the signature is not valid');
  assertAudience(claims, audiences);
  assertTimes(claims, now.getTime() / 1000);
  return claims;
}

function assertAudience({ aud, client_id: client }: JsonObject, audiences: readonly string[]): void {
  const named = aud === undefined ? [client] : Array.isArray(aud) ? aud : [aud];
  if (!named.some((each) => audiences.includes(String(each))))
    throw new TokenInvalid('the token is for another audience');
}

function assertTimes({ exp, nbf, iat }: JsonObject, now: number): void {
  if (typeof exp !== 'number' || exp <= now) throw new TokenInvalid('the token has expired');
  if (typeof nbf === 'number' && nbf > now) throw new TokenInvalid('the token is not valid yet');
  if (typeof iat === 'number' && iat > now) throw new TokenInvalid('the token was issued later than now');
}

function decoded(part: string): JsonObject {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    if (typeof value === 'object' && value !== null) return value as JsonObject;
  } catch {
    // Said below, as for any other text that is no object.
  }
  throw new TokenInvalid('the token is no JWT');
}

function publicKey(key: JsonWebKey) {
  try {
    return createPublicKey({ key, format: 'jwk' });
  } catch (cause) {
    throw new TokenInvalid('the key of the issuer cannot be read', { cause });
  }
}
