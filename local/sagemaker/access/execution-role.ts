import type { S3Client } from '@aws-sdk/client-s3';
import type { Authorizer, ConditionContext } from '../../iam/authorizer';
import type { CredentialRegistry, Credentials } from '../../iam/credentials';
import type { Principal } from '../../iam/principal';
import { roleS3Client } from '../../s3/role-s3-client';

/** A session of the role that a job or an endpoint runs as: credentials, an S3 client signed with them, and IAM's judgement. */
export class ExecutionRole {
  readonly credentials: Credentials;
  readonly s3: S3Client;
  private readonly principal: Principal;

  constructor(
    readonly roleArn: string,
    private readonly laptop: {
      readonly credentials: CredentialRegistry;
      readonly authorizer: Authorizer;
      readonly frontDoorUrl: () => string;
    },
  ) {
    this.credentials = laptop.credentials.issue(roleArn, 'SageMaker');
    this.principal = laptop.credentials.principalOf(this.credentials.accessKeyId);
    this.s3 = roleS3Client(laptop.frontDoorUrl(), this.credentials);
  }

  /** @throws AwsError `AccessDenied` that names role, action and resource. */
  judge(action: string, resource: string, context?: ConditionContext): void {
    this.laptop.authorizer.authorize({ principal: this.principal, action, resource, context });
  }

  /** Ends the session: its credentials stop to be the role's. */
  end(): void {
    this.s3.destroy();
    this.laptop.credentials.revoke(this.credentials.accessKeyId);
  }
}
