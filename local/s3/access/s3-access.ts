import { LOCAL_ACCOUNT, LOCAL_REGION } from '../../account';
import type { AccessRequest, Authorizer, ConditionContext } from '../../iam/authorizer';
import type { Principal } from '../../iam/principal';
import { AwsError, accessDenied } from '../../protocol/aws-error';
import type { S3Request } from '../protocol/s3-request';
import type { BucketFolder } from '../storage/bucket-folder';
import { requestContext } from './condition-context';

export const bucketArn = (bucket: string): string => `arn:aws:s3:::${bucket}`;
export const objectArn = (bucket: string, key: string): string => `arn:aws:s3:::${bucket}/${key}`;

/** Asks the laptop's IAM about S3's actions, with the condition keys that S3 gives. */
export class S3Access {
  constructor(
    private readonly authorizer: Authorizer,
    private readonly buckets: BucketFolder,
  ) {}

  /** @throws AwsError `AccessDenied` */
  service(request: S3Request, action: string): void {
    this.authorize(request, action, '*', undefined);
  }

  /** @throws AwsError `AccessDenied` */
  bucket(request: S3Request, action: string, context?: ConditionContext): void {
    this.authorize(request, action, bucketArn(request.bucket), context);
  }

  /** @throws AwsError `AccessDenied` */
  object(request: S3Request, action: string, context?: ConditionContext, key = request.key): void {
    this.authorize(request, action, objectArn(request.bucket, key), context);
  }

  /** Whether the caller may list the bucket, and so may know which keys do not exist. */
  mayList(request: S3Request): boolean {
    try {
      this.bucket(request, 's3:ListBucket');
      return true;
    } catch (error) {
      if (error instanceof AwsError && error.code === 'AccessDenied') return false;
      throw error;
    }
  }

  /**
   * Asks for the use of a key on the caller's behalf, as S3 does.
   * @param encryptionArn ARN that is the data key's encryption context: the bucket's where it has a bucket key, else the object's.
   * @throws AwsError `AccessDenied`
   */
  kms(request: S3Request, action: 'kms:GenerateDataKey' | 'kms:Decrypt', keyArn: string, encryptionArn: string): void {
    this.authorizer.authorize({
      principal: request.http.principal,
      action,
      resource: keyArn,
      context: {
        'aws:SecureTransport': 'true',
        'aws:ViaAWSService': 'true',
        'kms:ViaService': `s3.${LOCAL_REGION}.amazonaws.com`,
        'kms:CallerAccount': LOCAL_ACCOUNT,
        'kms:EncryptionContext:aws:s3:arn': encryptionArn,
        'kms:EncryptionContextKeys': ['aws:s3:arn'],
      },
    });
  }

  private authorize(request: S3Request, action: string, resource: string, extra: ConditionContext | undefined): void {
    const { principal } = request.http;
    const block = this.buckets.find(request.bucket)?.configuration.publicAccessBlock;
    if (principal.kind === 'anonymous' && block?.RestrictPublicBuckets === true) {
      throw accessDenied(`Anonymous may not ${action} on ${resource}: the bucket restricts public access.`);
    }
    this.authorizer.authorize(new S3AccessRequest(request, action, resource, extra));
  }
}

/** Gathers its condition keys when a policy asks for one: few do. */
class S3AccessRequest implements AccessRequest {
  private gathered: ConditionContext | undefined;

  constructor(
    private readonly request: S3Request,
    readonly action: string,
    readonly resource: string,
    private readonly extra: ConditionContext | undefined,
  ) {}

  get principal(): Principal {
    return this.request.http.principal;
  }

  get context(): ConditionContext {
    this.gathered ??= requestContext(this.request, this.extra);
    return this.gathered;
  }
}
