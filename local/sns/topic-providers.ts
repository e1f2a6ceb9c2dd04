import { localArn } from '../account';
import type { PolicyStore } from '../iam/policy-store';
import type { JsonObject } from '../protocol/operations';
import type { DesiredResource, ProvidedResource, ResourceProvider } from '../templates/resource-provider';
import { type SnsService, subscriptionProtocol } from './sns-service';
import type { TopicStore } from './topic-store';

/** `AWS::SNS::Topic`. */
export class TopicProvider implements ResourceProvider {
  readonly type = 'AWS::SNS::Topic';

  constructor(
    private readonly topics: TopicStore,
    private readonly sns: SnsService,
  ) {}

  async apply({ logicalId, properties, generatedName }: DesiredResource): Promise<ProvidedResource> {
    if (properties.FifoTopic === true) throw new Error(`${logicalId}: the laptop has no FIFO topics.`);
    const name = String(properties.TopicName ?? generatedName);
    const arn = localArn('sns', name);
    const kmsKeyArn = properties.KmsMasterKeyId === undefined ? undefined : String(properties.KmsMasterKeyId);
    this.topics.putTopic({ arn, name, displayName: String(properties.DisplayName ?? ''), kmsKeyArn });
    for (const inline of (properties.Subscription ?? []) as readonly JsonObject[]) {
      const protocol = subscriptionProtocol(String(inline.Protocol));
      this.sns.addSubscription({
        topicArn: arn,
        protocol,
        endpoint: String(inline.Endpoint),
        rawMessageDelivery: false,
      });
    }
    return { physicalId: arn, attributes: { TopicArn: arn, TopicName: name } };
  }

  replaces(before: JsonObject, after: JsonObject): boolean {
    return before.TopicName !== after.TopicName;
  }

  async remove({ physicalId }: ProvidedResource): Promise<void> {
    this.topics.deleteTopic(physicalId);
  }
}

const SUBSCRIPTION_PROPERTIES = new Set(['TopicArn', 'Protocol', 'Endpoint', 'RawMessageDelivery', 'Region']);

/** `AWS::SNS::Subscription`. */
export class SubscriptionProvider implements ResourceProvider {
  readonly type = 'AWS::SNS::Subscription';

  constructor(
    private readonly topics: TopicStore,
    private readonly sns: SnsService,
  ) {}

  async apply({ logicalId, properties }: DesiredResource): Promise<ProvidedResource> {
    const unknown = Object.keys(properties).find((name) => !SUBSCRIPTION_PROPERTIES.has(name));
    if (unknown !== undefined) throw new Error(`${logicalId}: the laptop's subscriptions have no ${unknown}.`);
    const { arn } = this.sns.addSubscription({
      topicArn: String(properties.TopicArn),
      protocol: subscriptionProtocol(String(properties.Protocol)),
      endpoint: String(properties.Endpoint),
      rawMessageDelivery: String(properties.RawMessageDelivery ?? false) === 'true',
    });
    return { physicalId: arn, attributes: { Arn: arn } };
  }

  replaces(before: JsonObject, after: JsonObject): boolean {
    return ['TopicArn', 'Protocol', 'Endpoint'].some((name) => before[name] !== after[name]);
  }

  async remove({ physicalId }: ProvidedResource): Promise<void> {
    this.topics.deleteSubscription(physicalId);
  }
}

/** `AWS::SNS::TopicPolicy`. */
export class TopicPolicyProvider implements ResourceProvider {
  readonly type = 'AWS::SNS::TopicPolicy';

  constructor(private readonly policies: PolicyStore) {}

  async apply({ properties, generatedName }: DesiredResource): Promise<ProvidedResource> {
    for (const topic of topicsOf(properties)) {
      this.policies.putResourcePolicy(topic, properties.PolicyDocument as JsonObject);
    }
    return { physicalId: generatedName, attributes: { Id: generatedName } };
  }

  async remove({ properties }: { readonly properties: JsonObject }): Promise<void> {
    for (const topic of topicsOf(properties)) this.policies.deleteResourcePolicy(topic);
  }
}

const topicsOf = (properties: JsonObject): readonly string[] => (properties.Topics as readonly unknown[]).map(String);
