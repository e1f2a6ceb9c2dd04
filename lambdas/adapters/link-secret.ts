import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { AccessDenied, StorageUnavailable } from '../../core/contracts/errors';
import { type LinkKeys, parseLinkKeys } from '../../core/second-look/link-keys';

/** A key that was rotated out still signs for so long in a warm function; links of it are good all the same. Milliseconds. */
const MAX_AGE_MILLISECONDS = 300_000;
/** Somebody who invents key ids must not make us ask more often. Milliseconds. */
const SHORTEST_AGE_MILLISECONDS = 30_000;

/** The keys of the signed links, read from Secrets Manager at most once in five minutes. */
export class LinkSecret {
  private known?: { readonly keys: LinkKeys; readonly readAt: number };

  constructor(
    private readonly secrets: SecretsManagerClient,
    private readonly secretId: string,
    private readonly now: () => number = Date.now,
  ) {}

  /** @throws AccessDenied, StorageUnavailable, LinkKeysInvalid */
  keys(): Promise<LinkKeys> {
    return this.notOlderThan(MAX_AGE_MILLISECONDS);
  }

  /** For a link of a key that is not known: it may have been rotated in just now. @throws AccessDenied, StorageUnavailable, LinkKeysInvalid */
  newestKeys(): Promise<LinkKeys> {
    return this.notOlderThan(SHORTEST_AGE_MILLISECONDS);
  }

  private async notOlderThan(milliseconds: number): Promise<LinkKeys> {
    const time = this.now();
    if (this.known !== undefined && time - this.known.readAt < milliseconds) return this.known.keys;
    const keys = parseLinkKeys(await this.fetch());
    this.known = { keys, readAt: time };
    return keys;
  }

  private async fetch(): Promise<string> {
    try {
      const { SecretString = '' } = await this.secrets.send(new GetSecretValueCommand({ SecretId: this.secretId }));
      return SecretString;
    } catch (cause) {
      const { name, message } = cause as Error;
      if (name === 'AccessDeniedException' || name === 'AccessDenied') {
        const text = `The function may not read ${this.secretId}: grant its role secretsmanager:GetSecretValue and the secret's key. (${message})`;
        throw new AccessDenied(text, { cause });
      }
      throw new StorageUnavailable(`Secret ${this.secretId} could not be read (${name}: ${message}).`, { cause });
    }
  }
}
