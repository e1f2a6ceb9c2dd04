import { join } from 'node:path';
import { AwsError } from '../protocol/aws-error';
import { StateFile } from '../state-file';
import type { Subscription, Topic, TopicState } from './topic';

/** Topics and subscriptions, kept in one file. */
export class TopicStore {
  private readonly file: StateFile<TopicState>;
  private readonly topics: Map<string, Topic>;
  private readonly subscriptions: Map<string, Subscription>;

  constructor(folder: string) {
    this.file = new StateFile(join(folder, 'topics.json'));
    const state = this.file.read() ?? { topics: [], subscriptions: [] };
    this.topics = new Map(state.topics.map((topic) => [topic.arn, topic]));
    this.subscriptions = new Map(state.subscriptions.map((subscription) => [subscription.arn, subscription]));
  }

  /** @throws AwsError `NotFound` */
  topic(arn: string): Topic {
    const topic = this.topics.get(arn);
    if (topic === undefined) throw new AwsError('NotFound', 'Topic does not exist', 404);
    return topic;
  }

  listTopics(): readonly Topic[] {
    return [...this.topics.values()];
  }

  /** @param topicArn absent lists those of all topics. */
  listSubscriptions(topicArn?: string): readonly Subscription[] {
    return [...this.subscriptions.values()].filter((each) => topicArn === undefined || each.topicArn === topicArn);
  }

  /** @throws AwsError `NotFound` */
  subscription(arn: string): Subscription {
    const subscription = this.subscriptions.get(arn);
    if (subscription === undefined) throw new AwsError('NotFound', 'Subscription does not exist', 404);
    return subscription;
  }

  putTopic(topic: Topic): void {
    this.topics.set(topic.arn, topic);
    this.save();
  }

  putSubscription(subscription: Subscription): void {
    this.subscriptions.set(subscription.arn, subscription);
    this.save();
  }

  deleteTopic(arn: string): void {
    this.topics.delete(arn);
    for (const { arn: subscription } of this.listSubscriptions(arn)) this.subscriptions.delete(subscription);
    this.save();
  }

  deleteSubscription(arn: string): void {
    this.subscriptions.delete(arn);
    this.save();
  }

  private save(): void {
    this.file.write({ topics: this.listTopics(), subscriptions: this.listSubscriptions() });
  }
}
