import { randomBytes } from 'node:crypto';
import { LOCAL_ACCOUNT } from '../account';
import { AwsError } from '../protocol/aws-error';
import { ADMINISTRATOR, ANONYMOUS, type Principal } from './principal';

/** How the keys begin that the laptop issues: nobody else's do. */
const ISSUED = 'ASIALAPTOP';

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
    const accessKeyId = `${ISSUED}${randomBytes(5).toString('hex').toUpperCase()}`;
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

  /**
   * A key that belongs to no role acts as the account's administrator; no key at all is anonymous.
   * @throws AwsError `ExpiredToken` for a role's key that is revoked: what a role leaves behind must not become more than the role.
   */
  principalOf(accessKeyId: string | undefined): Principal {
    if (accessKeyId === undefined) return ANONYMOUS;
    const principal = this.principals.get(accessKeyId);
    if (principal === undefined && accessKeyId.startsWith(ISSUED)) {
      throw new AwsError('ExpiredToken', 'The security token included in the request is expired', 403);
    }
    return principal ?? ADMINISTRATOR;
  }
}
