import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { localArn } from '../account';
import { AwsError } from '../protocol/aws-error';
import { StateFile } from '../state-file';
import type { Secret } from './secret';

/** The secrets of the account, kept in one file. */
export class SecretStore {
  private readonly file: StateFile<readonly Secret[]>;
  private readonly secrets: Map<string, Secret>;

  constructor(folder: string) {
    this.file = new StateFile(join(folder, 'secrets.json'));
    this.secrets = new Map((this.file.read() ?? []).map((secret) => [secret.arn, secret]));
  }

  /** In the order of their names. */
  list(): readonly Secret[] {
    return [...this.secrets.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** By ARN, by ARN without its six random characters, or by name. */
  find(id: string): Secret | undefined {
    return this.secrets.get(id) ?? this.list().find(({ name, arn }) => name === id || arn.slice(0, -7) === id);
  }

  /** @throws AwsError `ResourceNotFoundException` */
  get(id: string): Secret {
    const secret = this.find(id);
    if (secret === undefined) {
      throw new AwsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
    }
    return secret;
  }

  put(secret: Secret): Secret {
    this.secrets.set(secret.arn, secret);
    this.file.write(this.list());
    return secret;
  }

  delete(arn: string): void {
    if (this.secrets.delete(arn)) this.file.write(this.list());
  }
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** A new secret's ARN, with six random characters as on AWS, so that policies cannot name a secret before it is there. */
export function newSecretArn(name: string): string {
  const suffix = [...randomBytes(6)].map((byte) => ALPHABET[byte % ALPHABET.length]).join('');
  return localArn('secretsmanager', `secret:${name}-${suffix}`);
}
