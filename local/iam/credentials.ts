import { randomBytes } from 'node:crypto';
import { LOCAL_ACCOUNT } from '../account';
import { ADMINISTRATOR, ANONYMOUS, type Principal } from './principal';

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** Issues credentials for roles and tells from an access key who calls. */
export class CredentialRegistry {
  private readonly principals = new Map<string, Principal>();

  /** Temporary credentials of a role, as AssumeRole gives them. They live as long as this process. */
  issue(roleArn: string, sessionName: string): Credentials {
    const accessKeyId = `ASIA${randomBytes(8).toString('hex').toUpperCase()}`;
    const role = roleArn.slice(roleArn.lastIndexOf('/') + 1);
    const arn = `arn:aws:sts::${LOCAL_ACCOUNT}:assumed-role/${role}/${sessionName}`;
    this.principals.set(accessKeyId, { kind: 'role', roleArn, arn });
    return {
      accessKeyId,
      secretAccessKey: randomBytes(20).toString('hex'),
      sessionToken: randomBytes(24).toString('base64'),
    };
  }

  revoke(accessKeyId: string): void {
    this.principals.delete(accessKeyId);
  }

  /** A key that belongs to no role acts as the account's administrator; no key at all is anonymous. */
  principalOf(accessKeyId: string | undefined): Principal {
    if (accessKeyId === undefined) return ANONYMOUS;
    return this.principals.get(accessKeyId) ?? ADMINISTRATOR;
  }
}
