/** Where a topic's messages go. */
export interface Subscription {
  readonly arn: string;
  readonly topicArn: string;
  readonly protocol: 'email' | 'email-json' | 'sqs' | 'lambda';
  readonly endpoint: string;
  /** SQS only: the body is the message itself, without the notification around it. */
  readonly rawMessageDelivery: boolean;
}

export interface Topic {
  readonly arn: string;
  readonly name: string;
  readonly displayName: string;
  /** ARN of the key that encrypts messages at rest; a publisher must be allowed to use it. */
  readonly kmsKeyArn?: string;
}

export interface TopicState {
  readonly topics: readonly Topic[];
  readonly subscriptions: readonly Subscription[];
}
