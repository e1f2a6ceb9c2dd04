import { LOCAL_REGION } from '../account';
import type { Authorizer } from '../iam/authorizer';
import type { Principal } from '../iam/principal';
import { kmsKeyArn } from '../sagemaker/access/kms-key-arn';
import type { Secret, SecretVersion } from './secret';

/** Judges calls to a secret: the action by the caller's and the secret's policies, and the use of a customer's key. */
export class SecretAccess {
  constructor(private readonly authorizer: Authorizer) {}

  /** @param more condition keys of the action, e.g. `secretsmanager:VersionStage`. @throws AwsError `AccessDenied` */
  authorize(principal: Principal, action: string, secret: Secret, more: Readonly<Record<string, string>> = {}): void {
    const rotation = secret.rotation?.functionArn;
    const context = {
      'secretsmanager:SecretId': secret.arn,
      ...(rotation === undefined ? {} : { 'secretsmanager:resource/AllowRotationLambdaArn': rotation }),
      ...Object.fromEntries(secret.tags.map(({ Key, Value }) => [`secretsmanager:ResourceTag/${Key}`, Value])),
      ...more,
    };
    this.authorizer.authorize({ principal, action: `secretsmanager:${action}`, resource: secret.arn, context });
  }

  /** Actions that name no secret, or one that is not there yet. */
  authorizeOn(principal: Principal, action: string, resource: string): void {
    this.authorizer.authorize({ principal, action: `secretsmanager:${action}`, resource });
  }

  /** What writing a value asks of the key. */
  toEncrypt(principal: Principal, secret: Secret, versionId: string): void {
    for (const action of ['kms:GenerateDataKey', 'kms:Decrypt'])
      this.useKey(principal, action, secret, versionId, secret.keyId);
  }

  toDecrypt(principal: Principal, secret: Secret, { id, keyId }: SecretVersion): void {
    this.useKey(principal, 'kms:Decrypt', secret, id, keyId);
  }

  private useKey(principal: Principal, action: string, { arn }: Secret, versionId: string, keyId?: string): void {
    if (keyId === undefined || keyId === 'alias/aws/secretsmanager') return;
    const context = {
      'kms:ViaService': `secretsmanager.${LOCAL_REGION}.amazonaws.com`,
      'kms:EncryptionContext:SecretARN': arn,
      'kms:EncryptionContext:SecretVersionId': versionId,
    };
    this.authorizer.authorize({ principal, action, resource: kmsKeyArn(keyId), context });
  }
}
