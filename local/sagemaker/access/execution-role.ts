import { Agent } from 'node:http';
import { S3Client } from '@aws-sdk/client-s3';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { LOCAL_REGION } from '../../account';
import type { Authorizer, ConditionContext } from '../../iam/authorizer';
import type { CredentialRegistry, Credentials } from '../../iam/credentials';
import type { Principal } from '../../iam/principal';

/** Parallel connections of one session: enough to keep a laptop's S3 busy. */
export const S3_CONNECTIONS = 24;

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
    this.s3 = new S3Client({
      endpoint: laptop.frontDoorUrl(),
      region: LOCAL_REGION,
      forcePathStyle: true,
      credentials: this.credentials,
      // The checksums of the protocol's own making cost more than the copy itself on a loopback interface.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      requestHandler: new NodeHttpHandler({
        httpAgent: new Agent({ keepAlive: true, maxSockets: S3_CONNECTIONS }),
        connectionTimeout: 5_000,
      }),
    });
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
