import { LOCAL_ACCOUNT, localArn } from '../../account';
import { AwsError } from '../../protocol/aws-error';
import type { OperationTable } from '../../protocol/operations';
import type { Queue } from '../queue';
import { type AttributeTexts, parseQueueAttributes, withDefaults } from '../queue-attributes';
import { queueDoesNotExist } from '../sqs-error';
import { optionalNumber, type QueueOperations, requiredText, textList } from './queue-call';

export const queueUrl = (endpoint: string, name: string): string => `${endpoint}/${LOCAL_ACCOUNT}/${name}`;

/** Names of attributes that tell of a queue's state rather than of its settings. */
const COMPUTED = new Set([
  'QueueArn',
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesNotVisible',
  'ApproximateNumberOfMessagesDelayed',
  'CreatedTimestamp',
  'LastModifiedTimestamp',
]);
const SETTINGS = [
  'DelaySeconds',
  'MaximumMessageSize',
  'MessageRetentionPeriod',
  'ReceiveMessageWaitTimeSeconds',
  'VisibilityTimeout',
  'Policy',
  'RedrivePolicy',
  'RedriveAllowPolicy',
  'KmsMasterKeyId',
  'KmsDataKeyReusePeriodSeconds',
  'SqsManagedSseEnabled',
];
const KNOWN: ReadonlySet<string> = new Set([...COMPUTED, ...SETTINGS, 'All']);

/** Making, finding, describing and removing queues. */
export function queueOperations({ queues, access, endpoint }: QueueOperations): OperationTable {
  const attributesOf = (queue: Queue): AttributeTexts => {
    const { visible, inFlight, delayed } = queue.counts();
    const { createdAt, modifiedAt } = queues.record(queue);
    return {
      ...withDefaults(queue.attributes),
      QueueArn: queue.arn,
      ApproximateNumberOfMessages: String(visible),
      ApproximateNumberOfMessagesNotVisible: String(inFlight),
      ApproximateNumberOfMessagesDelayed: String(delayed),
      CreatedTimestamp: String(Math.floor(createdAt / 1000)),
      LastModifiedTimestamp: String(Math.floor(modifiedAt / 1000)),
    };
  };

  return {
    async CreateQueue(input, call) {
      const name = requiredText(input, 'QueueName');
      access.authorize(call, 'CreateQueue', localArn('sqs', name));
      const attributes = parseQueueAttributes(input.Attributes);
      const existing = queues.find(name);
      if (existing === undefined) queues.create(name, attributes, (input.tags ?? {}) as Record<string, string>);
      else refuseDifference(existing, attributes);
      return { QueueUrl: queueUrl(endpoint(), name) };
    },

    async DeleteQueue(input, call) {
      const queue = queues.byUrl(requiredText(input, 'QueueUrl'));
      access.authorize(call, 'DeleteQueue', queue.arn);
      queues.delete(queue);
      return {};
    },

    async GetQueueUrl(input, call) {
      const name = requiredText(input, 'QueueName');
      access.authorize(call, 'GetQueueUrl', localArn('sqs', name));
      if (queues.find(name) === undefined) throw queueDoesNotExist(name);
      return { QueueUrl: queueUrl(endpoint(), name) };
    },

    async ListQueues(input, call) {
      access.authorize(call, 'ListQueues', '*');
      const prefix = (input.QueueNamePrefix ?? '') as string;
      const max = optionalNumber(input, 'MaxResults', 1, 1000) ?? 1000;
      const after = input.NextToken === undefined ? '' : Buffer.from(String(input.NextToken), 'base64').toString();
      const names = queues.names().filter((name) => name.startsWith(prefix) && name > after);
      const page = names.slice(0, max);
      const more = names.length > page.length && input.MaxResults !== undefined;
      return {
        QueueUrls: page.map((name) => queueUrl(endpoint(), name)),
        ...(more ? { NextToken: Buffer.from(page.at(-1) ?? '').toString('base64') } : {}),
      };
    },

    async GetQueueAttributes(input, call) {
      const queue = queues.byUrl(requiredText(input, 'QueueUrl'));
      access.authorize(call, 'GetQueueAttributes', queue.arn);
      const wanted = textList(input, 'AttributeNames');
      const unknown = wanted.find((name) => !KNOWN.has(name));
      if (unknown !== undefined) throw new AwsError('InvalidAttributeName', `Unknown Attribute ${unknown}.`);
      const all = Object.entries(attributesOf(queue));
      const selected = all.filter(([name]) => wanted.includes('All') || wanted.includes(name));
      return selected.length > 0 ? { Attributes: Object.fromEntries(selected) } : {};
    },

    async SetQueueAttributes(input, call) {
      const queue = queues.byUrl(requiredText(input, 'QueueUrl'));
      access.authorize(call, 'SetQueueAttributes', queue.arn);
      queues.setAttributes(queue, parseQueueAttributes(input.Attributes));
      return {};
    },

    async PurgeQueue(input, call) {
      const queue = queues.byUrl(requiredText(input, 'QueueUrl'));
      access.authorize(call, 'PurgeQueue', queue.arn);
      queue.purge();
      return {};
    },

    async ListDeadLetterSourceQueues(input, call) {
      const queue = queues.byUrl(requiredText(input, 'QueueUrl'));
      access.authorize(call, 'ListDeadLetterSourceQueues', queue.arn);
      return { queueUrls: queues.sourcesOf(queue).map(({ name }) => queueUrl(endpoint(), name)) };
    },
  };
}

/** Creating a queue again is fine as long as nothing named in the request differs. */
function refuseDifference(existing: Queue, attributes: AttributeTexts): void {
  const held = withDefaults(existing.attributes);
  const differs = Object.entries(attributes).find(([name, value]) => (held[name] ?? '') !== value);
  if (differs === undefined) return;
  const message = `A queue already exists with the same name and a different value for attribute ${differs[0]}`;
  throw new AwsError('QueueNameExists', message);
}
