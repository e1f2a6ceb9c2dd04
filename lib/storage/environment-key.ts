import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { NamedEnvironment } from '../../core/contracts/environment';
import { removalPolicy } from './removal-policy';

/**
 * The one customer-managed key of an environment: buckets, topics, queues, volumes. Roles of the account get their use of it from
 * their own policies (the account's root statement delegates to IAM).
 */
export class EnvironmentKey extends Key {
  constructor(scope: Construct, id: string, environment: NamedEnvironment) {
    super(scope, id, {
      description: `Data of ${environment.app}, environment ${environment.name}`,
      enableKeyRotation: true,
      removalPolicy: removalPolicy(environment.removal),
    });
    // The only service that uses the key in its own name: an alarm cannot publish to an encrypted topic without.
    // https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
    this.addToResourcePolicy(
      new PolicyStatement({
        sid: 'AlarmsPublishToEncryptedTopics',
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources: ['*'],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
  }
}
