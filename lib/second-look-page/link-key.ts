import { Stack } from 'aws-cdk-lib';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { CfnRotationSchedule, Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { NamedEnvironment } from '../../core/contracts/environment';
import { TASK_TIMEOUT_SECONDS } from '../../core/contracts/limits';
import type { RotateLinkKeyEnvironment } from '../../lambdas/rotate-link-key/env';
import { ServiceFunction } from '../functions/service-function';

export interface LinkKeyProps {
  readonly environment: NamedEnvironment;
  readonly key: IKey;
}

/** Bits enough for any hash, and nothing that JSON would escape. Characters. */
const FIRST_KEY_CHARACTERS = 64;

/** The secret that second-look links are signed with, replaced on a schedule; it keeps the keys before as long as a link of theirs may live. */
export class LinkKey extends Construct {
  readonly secretArn: string;
  readonly rotateLinkKey: ServiceFunction<RotateLinkKeyEnvironment>;

  constructor(scope: Construct, id: string, { environment, key }: LinkKeyProps) {
    super(scope, id);
    const { linkDays, rotationDays } = environment.secondLook;
    // Secrets Manager makes the first key: no secret is ever in a template.
    const secret = new Secret(this, 'Secret', {
      description: 'Keys that the second-look links are signed with',
      encryptionKey: key,
      generateSecretString: {
        secretStringTemplate: JSON.stringify({ id: 'first' }),
        generateStringKey: 'secret',
        passwordLength: FIRST_KEY_CHARACTERS,
        excludePunctuation: true,
      },
    });
    this.secretArn = secret.secretArn;
    this.rotateLinkKey = new ServiceFunction<RotateLinkKeyEnvironment>(this, 'RotateLinkKey', {
      service: 'rotate-link-key',
      description: 'Replaces the key that second-look links are signed with',
      environment,
      variables: { LINK_DAYS: String(linkDays) },
      timeoutSeconds: TASK_TIMEOUT_SECONDS,
    });
    this.rotateLinkKey.allow({
      sid: 'RotateLinkKey',
      actions: [
        'secretsmanager:GetSecretValue',
        'secretsmanager:PutSecretValue',
        'secretsmanager:DescribeSecret',
        'secretsmanager:UpdateSecretVersionStage',
      ],
      resources: [this.secretArn],
    });
    this.rotateLinkKey.allow({
      sid: 'UseKey',
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      resources: [key.keyArn],
    });
    this.rotateLinkKey.addPermission('SecretsManager', {
      principal: new ServicePrincipal('secretsmanager.amazonaws.com'),
      sourceAccount: Stack.of(this).account,
    });
    const schedule = new CfnRotationSchedule(this, 'Rotation', {
      secretId: this.secretArn,
      rotationLambdaArn: this.rotateLinkKey.functionArn,
      rotationRules: { automaticallyAfterDays: rotationDays },
    });
    // Secrets Manager rotates as soon as there is a schedule: permission and role must be there.
    schedule.node.addDependency(this.rotateLinkKey);
  }

  /** Lets a function sign and verify links. That the secret's key may be used is granted with the rest of the function's use of it. */
  allowReading(reader: ServiceFunction<unknown>): void {
    reader.allow({
      sid: 'ReadLinkKey',
      actions: ['secretsmanager:GetSecretValue'],
      resources: [this.secretArn],
    });
  }
}
