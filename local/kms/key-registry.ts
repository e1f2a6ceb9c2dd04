import { localArn } from '../account';
import { AwsError } from '../protocol/aws-error';

/** One customer-managed key. Nothing is encrypted on the laptop: a key is who may use it. */
export interface LocalKey {
  readonly keyId: string;
  readonly arn: string;
  readonly description: string;
  readonly rotates: boolean;
}

/** The keys and aliases of the templates. */
export class KeyRegistry {
  private readonly keys = new Map<string, LocalKey>();
  private readonly aliases = new Map<string, string>();

  put(key: LocalKey): void {
    this.keys.set(key.keyId, key);
  }

  delete(keyId: string): void {
    this.keys.delete(keyId);
  }

  /** @param aliasName `alias/…` */
  putAlias(aliasName: string, target: string): void {
    this.aliases.set(aliasName, this.resolve(target).keyId);
  }

  deleteAlias(aliasName: string): void {
    this.aliases.delete(aliasName);
  }

  /**
   * The key that an id, a key ARN, an alias name or an alias ARN stands for.
   * @throws AwsError `NotFoundException`
   */
  resolve(reference: string): LocalKey {
    const name = reference.startsWith('arn:') ? reference.slice(reference.lastIndexOf(':') + 1) : reference;
    const keyId = name.startsWith('alias/') ? this.aliases.get(name) : name.replace(/^key\//, '');
    const key = keyId === undefined ? undefined : this.keys.get(keyId);
    if (key !== undefined) return key;
    const what = name.startsWith('alias/')
      ? `Alias ${localArn('kms', name)} is not found.`
      : `Key '${reference}' does not exist`;
    throw new AwsError('NotFoundException', what);
  }

  list(): readonly LocalKey[] {
    return [...this.keys.values()];
  }

  listAliases(): readonly (readonly [aliasName: string, keyId: string])[] {
    return [...this.aliases];
  }
}
