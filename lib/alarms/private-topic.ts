import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';

export interface PrivateTopicProps {
  readonly key: IKey;
  readonly emails: readonly string[];
  /** Whether CloudWatch may publish alarms of this account. @default false */
  readonly alarms?: boolean;
}

/** An encrypted, TLS-only topic with its e-mail subscribers. It holds nothing, and so goes with its stack. */
export class PrivateTopic extends Topic {
  constructor(scope: Construct, id: string, { key, emails, alarms = false }: PrivateTopicProps) {
    super(scope, id, { masterKey: key, enforceSSL: true });
    for (const address of emails) this.addSubscription(new EmailSubscription(address));
    if (!alarms) return;
    this.addToResourcePolicy(
      new PolicyStatement({
        sid: 'AlarmsOfThisAccount',
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
  }
}
