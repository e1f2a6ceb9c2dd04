import type { JsonWebKey } from 'node:crypto';

interface KeySet {
  readonly keys: readonly (JsonWebKey & { readonly kid?: string })[];
  readonly fetchedAt: number;
}

/** API Gateway keeps an issuer's keys for two hours. Milliseconds. */
const KEPT_MS = 2 * 3600 * 1000;
/** A key that is not known makes them be fetched anew, but not at every request. Milliseconds. */
const REFRESH_MS = 10_000;
const FETCH_LIMIT_MS = 1_500;

/** The public keys of token issuers, from the addresses that their OpenID configuration names. */
export class IssuerKeys {
  private readonly sets = new Map<string, KeySet>();

  /** @param warn told of an issuer that cannot be reached. */
  constructor(private readonly warn: (message: string) => void) {}

  /** @returns undefined where the issuer has no such key or cannot be reached. */
  async find(issuer: string, keyId: string): Promise<JsonWebKey | undefined> {
    const known = this.sets.get(issuer);
    const age = Date.now() - (known?.fetchedAt ?? 0);
    const found = known?.keys.find(({ kid }) => kid === keyId);
    if (found !== undefined && age < KEPT_MS) return found;
    if (known !== undefined && age < REFRESH_MS) return undefined;
    const keys = await this.fetch(issuer);
    this.sets.set(issuer, { keys, fetchedAt: Date.now() });
    return keys.find(({ kid }) => kid === keyId);
  }

  private async fetch(issuer: string): Promise<KeySet['keys']> {
    try {
      const configuration = await json(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
      const { keys } = (await json(String(configuration.jwks_uri))) as { readonly keys?: KeySet['keys'] };
      return keys ?? [];
    } catch (error) {
      this.warn(`The keys of the issuer ${issuer} cannot be fetched: ${String(error)}`);
      return [];
    }
  }
}

async function json(url: string): Promise<Readonly<Record<string, unknown>>> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(FETCH_LIMIT_MS) });
  if (!answer.ok) throw new Error(`${url} answers ${answer.status}.`);
  return (await answer.json()) as Readonly<Record<string, unknown>>;
}
