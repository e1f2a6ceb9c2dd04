import { GetQueueAttributesCommand, GetQueueUrlCommand } from '@aws-sdk/client-sqs';
import type { Target } from '../target/target';
import type { QueueStatus } from './service-status';

/** How many evaluations wait, are being made, and could not be made; null where the queue is not deployed. */
export async function readQueue(target: Target): Promise<QueueStatus | null> {
  if (!target.outputs.has('EvaluationQueueUrl')) return null;
  const attributes = await attributesOf(target, target.outputs.get('EvaluationQueueUrl'));
  const { deadLetterTargetArn = '' } = JSON.parse(attributes.RedrivePolicy ?? '{}') as { deadLetterTargetArn?: string };
  const QueueName = deadLetterTargetArn.slice(deadLetterTargetArn.lastIndexOf(':') + 1);
  const { QueueUrl = '' } = await target.clients.sqs.send(new GetQueueUrlCommand({ QueueName }));
  const dead = await attributesOf(target, QueueUrl);
  return {
    waiting: Number(attributes.ApproximateNumberOfMessages),
    inFlight: Number(attributes.ApproximateNumberOfMessagesNotVisible),
    deadLetters: Number(dead.ApproximateNumberOfMessages),
  };
}

async function attributesOf({ clients }: Target, QueueUrl: string): Promise<Partial<Record<string, string>>> {
  const { Attributes = {} } = await clients.sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
  );
  return Attributes;
}
