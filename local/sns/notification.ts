import { localArn } from '../account';
import { formFor, type Publication } from './publication';

/** The JSON document that SNS puts around a message for SQS and e-mail-json subscribers. */
export function notification(publication: Publication, protocol: string): Readonly<Record<string, unknown>> {
  const { messageId, topicArn, subject, timestamp, attributes } = publication;
  return {
    Type: 'Notification',
    MessageId: messageId,
    TopicArn: topicArn,
    ...(subject === undefined ? {} : { Subject: subject }),
    Message: formFor(publication, protocol),
    Timestamp: timestamp,
    ...(Object.keys(attributes).length === 0 ? {} : { MessageAttributes: attributes }),
  };
}

/** The event that a subscribed Lambda function gets. */
export function lambdaEvent(publication: Publication, subscriptionArn: string): Readonly<Record<string, unknown>> {
  const sns = { ...notification(publication, 'lambda'), MessageAttributes: publication.attributes };
  return {
    Records: [{ EventSource: 'aws:sns', EventVersion: '1.0', EventSubscriptionArn: subscriptionArn, Sns: sns }],
  };
}

/** A new subscription's ARN under its topic. */
export const subscriptionArn = (topicName: string, id: string): string => localArn('sns', `${topicName}:${id}`);
