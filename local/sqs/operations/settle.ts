import { AwsError } from '../../protocol/aws-error';
import type { JsonObject, OperationTable } from '../../protocol/operations';
import { MAX_VISIBILITY_MS, type Queue } from '../queue';
import { parseReceiptHandle } from '../receipt-handle';
import { invalidParameter } from '../sqs-error';
import { answerBatch, batchEntries } from './batch';
import { type QueueOperations, requiredNumber, requiredText } from './queue-call';

/** What a receiver does with a message that it has received: delete it, or change when it is seen again. */
export function settleOperations({ queues, access }: QueueOperations): OperationTable {
  return {
    async DeleteMessage(input, call) {
      const queue = queues.byUrl(requiredText(input, 'QueueUrl'));
      access.authorize(call, 'DeleteMessage', queue.arn);
      return deleteMessage(queue, input);
    },

    async DeleteMessageBatch(input, call) {
      const queue = queues.byUrl(requiredText(input, 'QueueUrl'));
      access.authorize(call, 'DeleteMessage', queue.arn);
      return answerBatch(batchEntries(input), (entry) => deleteMessage(queue, entry));
    },

    async ChangeMessageVisibility(input, call) {
      const queue = queues.byUrl(requiredText(input, 'QueueUrl'));
      access.authorize(call, 'ChangeMessageVisibility', queue.arn);
      return changeVisibility(queue, input);
    },

    async ChangeMessageVisibilityBatch(input, call) {
      const queue = queues.byUrl(requiredText(input, 'QueueUrl'));
      access.authorize(call, 'ChangeMessageVisibility', queue.arn);
      return answerBatch(batchEntries(input), (entry) => changeVisibility(queue, entry));
    },
  };
}

function deleteMessage(queue: Queue, input: JsonObject): JsonObject {
  const { messageId, receipt } = parseReceiptHandle(requiredText(input, 'ReceiptHandle'), queue.name);
  queue.delete(messageId, receipt);
  return {};
}

function changeVisibility(queue: Queue, input: JsonObject): JsonObject {
  const handle = requiredText(input, 'ReceiptHandle');
  const { messageId, receipt } = parseReceiptHandle(handle, queue.name);
  const seconds = requiredNumber(input, 'VisibilityTimeout', 0, MAX_VISIBILITY_MS / 1000);
  switch (queue.changeVisibility(messageId, receipt, seconds)) {
    case 'changed':
      return {};
    case 'not-in-flight':
      throw new AwsError('MessageNotInflight', `The message that '${handle}' stands for is not in flight.`);
    case 'stale':
      throw invalidParameter(
        'ReceiptHandle',
        handle,
        'Message does not exist or is not available for visibility timeout change.',
      );
    case 'too-long': {
      const limit = `Total VisibilityTimeout for the message is beyond the limit [${MAX_VISIBILITY_MS / 1000} seconds]`;
      throw invalidParameter('VisibilityTimeout', seconds, limit);
    }
  }
}
