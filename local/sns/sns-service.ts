import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { LOCAL_ACCOUNT, LOCAL_REGION, localArn } from '../account';
import type { Clock } from '../clock';
import type { LaptopRequest } from '../front-door/laptop-request';
import type { LaptopService } from '../front-door/laptop-service';
import type { Authorizer } from '../iam/authorizer';
import { AwsError } from '../protocol/aws-error';
import { requiredString } from '../protocol/members';
import type { JsonObject, OperationTable, ServiceCall } from '../protocol/operations';
import { failQuery, handleQuery, type QueryService } from '../protocol/query-protocol';
import { subscriptionArn } from './notification';
import type { Outbox } from './outbox';
import { parsePublication } from './publication';
import type { Subscription, Topic } from './topic';
import type { TopicStore } from './topic-store';

const SNS: QueryService = {
  xmlNamespace: 'http://sns.amazonaws.com/doc/2010-03-31/',
  accessDeniedCode: 'AuthorizationError',
};

const PROTOCOLS = ['email', 'email-json', 'sqs', 'lambda'] as const;

/** Simple Notification Service: standard topics; delivery by e-mail, to queues and to functions. */
export class SnsService implements LaptopService {
  readonly signingNames = ['sns'];

  readonly operations: OperationTable = {
    Publish: async (input, call) => this.publish(input, call),
    Subscribe: async (input, call) => this.subscribe(input, call),
    Unsubscribe: async (input, call) => {
      const subscription = this.topics.subscription(requiredString(input, 'SubscriptionArn'));
      this.authorize('sns:Unsubscribe', subscription.topicArn, call);
      this.topics.deleteSubscription(subscription.arn);
      return undefined;
    },
    CreateTopic: async (input, call) => {
      const name = requiredString(input, 'Name');
      const arn = localArn('sns', name);
      this.authorize('sns:CreateTopic', arn, call);
      const exists = this.topics.listTopics().some((topic) => topic.arn === arn);
      if (!exists) this.topics.putTopic({ arn, name, displayName: '' });
      return { TopicArn: arn };
    },
    DeleteTopic: async (input, call) => {
      const arn = requiredString(input, 'TopicArn');
      this.authorize('sns:DeleteTopic', arn, call);
      this.topics.deleteTopic(arn);
      return undefined;
    },
    ListTopics: async (_input, call) => {
      this.authorize('sns:ListTopics', '*', call);
      return { Topics: this.topics.listTopics().map(({ arn }) => ({ TopicArn: arn })) };
    },
    GetTopicAttributes: async (input, call) => {
      const topic = this.topics.topic(requiredString(input, 'TopicArn'));
      this.authorize('sns:GetTopicAttributes', topic.arn, call);
      return { Attributes: this.attributesOf(topic) };
    },
    ListSubscriptions: async (_input, call) => {
      this.authorize('sns:ListSubscriptions', '*', call);
      return { Subscriptions: this.topics.listSubscriptions().map(described) };
    },
    ListSubscriptionsByTopic: async (input, call) => {
      const { arn } = this.topics.topic(requiredString(input, 'TopicArn'));
      this.authorize('sns:ListSubscriptionsByTopic', arn, call);
      return { Subscriptions: this.topics.listSubscriptions(arn).map(described) };
    },
  };

  constructor(
    private readonly topics: TopicStore,
    private readonly outbox: Outbox,
    private readonly authorizer: Authorizer,
    private readonly clock: Clock,
  ) {}

  async handle(request: LaptopRequest, response: ServerResponse): Promise<void> {
    await handleQuery(this.operations, SNS, request, response);
  }

  fail(error: unknown, request: LaptopRequest, response: ServerResponse): void {
    failQuery(error, SNS, request, response);
  }

  async stop(): Promise<void> {
    await this.outbox.stop();
  }

  /** Subscribes without asking for a confirmation: on the laptop every inbox is one's own. */
  addSubscription(wanted: Omit<Subscription, 'arn'>): Subscription {
    const topic = this.topics.topic(wanted.topicArn);
    const known = this.topics
      .listSubscriptions(topic.arn)
      .find(({ protocol, endpoint }) => protocol === wanted.protocol && endpoint === wanted.endpoint);
    const subscription = { ...wanted, arn: known?.arn ?? subscriptionArn(topic.name, randomUUID()) };
    this.topics.putSubscription(subscription);
    return subscription;
  }

  private publish(input: JsonObject, call: ServiceCall): JsonObject {
    if (input.PhoneNumber !== undefined || input.TargetArn !== undefined) {
      throw new AwsError('InvalidParameter', 'The laptop publishes to topics only: give TopicArn.');
    }
    const publication = parsePublication(input, randomUUID(), this.clock.now());
    this.authorize('sns:Publish', publication.topicArn, call);
    const topic = this.topics.topic(publication.topicArn);
    this.authorizeKey(topic, call);
    for (const subscription of this.topics.listSubscriptions(topic.arn)) this.outbox.add({ publication, subscription });
    return { MessageId: publication.messageId };
  }

  private subscribe(input: JsonObject, call: ServiceCall): JsonObject {
    const topicArn = requiredString(input, 'TopicArn');
    this.authorize('sns:Subscribe', topicArn, call);
    const { RawMessageDelivery, ...others } = (input.Attributes ?? {}) as Record<string, string>;
    const [unknown] = Object.keys(others);
    if (unknown !== undefined)
      throw new AwsError('InvalidParameter', `The laptop does not have the attribute ${unknown}.`);
    const subscription = this.addSubscription({
      topicArn,
      protocol: subscriptionProtocol(requiredString(input, 'Protocol')),
      endpoint: requiredString(input, 'Endpoint'),
      rawMessageDelivery: RawMessageDelivery === 'true',
    });
    return { SubscriptionArn: subscription.arn };
  }

  /** The publisher of an encrypted topic needs the topic's key. */
  private authorizeKey({ arn, kmsKeyArn }: Topic, { principal }: ServiceCall): void {
    if (kmsKeyArn === undefined) return;
    const context = {
      'kms:ViaService': `sns.${LOCAL_REGION}.amazonaws.com`,
      'kms:CallerAccount': LOCAL_ACCOUNT,
      'kms:EncryptionContext:aws:sns:topicArn': arn,
    };
    for (const action of ['kms:GenerateDataKey', 'kms:Decrypt']) {
      this.authorizer.authorize({ principal, action, resource: kmsKeyArn, context });
    }
  }

  private attributesOf({ arn, displayName, kmsKeyArn }: Topic): ReadonlyMap<string, string> {
    const confirmed = String(this.topics.listSubscriptions(arn).length);
    const attributes = new Map([
      ['TopicArn', arn],
      ['Owner', LOCAL_ACCOUNT],
      ['DisplayName', displayName],
      ['SubscriptionsConfirmed', confirmed],
      ['SubscriptionsPending', '0'],
    ]);
    if (kmsKeyArn !== undefined) attributes.set('KmsMasterKeyId', kmsKeyArn);
    return attributes;
  }

  private authorize(action: string, resource: string, { principal }: ServiceCall): void {
    const context = { 'aws:SecureTransport': 'true' };
    this.authorizer.authorize({ principal, action, resource, context });
  }
}

/** @throws AwsError `InvalidParameter` */
export function subscriptionProtocol(name: string): Subscription['protocol'] {
  const protocol = PROTOCOLS.find((known) => known === name);
  if (protocol !== undefined) return protocol;
  throw new AwsError('InvalidParameter', `The laptop delivers by ${PROTOCOLS.join(', ')}; not by '${name}'.`);
}

const described = ({ arn, topicArn, protocol, endpoint }: Subscription): JsonObject => ({
  SubscriptionArn: arn,
  Owner: LOCAL_ACCOUNT,
  Protocol: protocol,
  Endpoint: endpoint,
  TopicArn: topicArn,
});
