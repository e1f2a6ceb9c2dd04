import type { JsonObject, OperationTable } from '../../protocol/operations';
import { bodyMd5 } from '../message';
import { attributesMd5, selectAttributes } from '../message-attributes';
import type { Queue, Received } from '../queue';
import { numberOf } from '../queue-attributes';
import { receiptHandle } from '../receipt-handle';
import { optionalNumber, type QueueOperations, requiredText, textList } from './queue-call';

export function receiveOperations({ queues, access }: QueueOperations): OperationTable {
  return {
    async ReceiveMessage(input, call) {
      const queue = queues.byUrl(requiredText(input, 'QueueUrl'));
      access.toReceive(call, queue);
      const wait = optionalNumber(input, 'WaitTimeSeconds', 0, 20);
      // Read before anything is received: a refused request must not hide messages.
      const system = [...textList(input, 'MessageSystemAttributeNames'), ...textList(input, 'AttributeNames')];
      const wanted = textList(input, 'MessageAttributeNames');
      const messages = await queue.receive({
        max: optionalNumber(input, 'MaxNumberOfMessages', 1, 10) ?? 1,
        waitSeconds: wait ?? numberOf(queue.attributes, 'ReceiveMessageWaitTimeSeconds'),
        visibilitySeconds: optionalNumber(input, 'VisibilityTimeout', 0, 43_200),
        signal: call.signal,
      });
      if (messages.length === 0) return {};
      return { Messages: messages.map((message) => received(queue, message, system, wanted)) };
    },
  };
}

function received(queue: Queue, message: Received, system: readonly string[], wanted: readonly string[]): JsonObject {
  const attributes = selectAttributes(message.attributes, wanted);
  const some = Object.keys(attributes).length > 0;
  return {
    MessageId: message.id,
    ReceiptHandle: receiptHandle({ queueName: queue.name, messageId: message.id, receipt: message.receipt }),
    MD5OfBody: bodyMd5(message.body),
    Body: message.body,
    ...(system.length > 0 ? { Attributes: systemAttributes(message, system) } : {}),
    ...(some ? { MessageAttributes: attributes, MD5OfMessageAttributes: attributesMd5(attributes) } : {}),
  };
}

function systemAttributes(message: Received, wanted: readonly string[]): JsonObject {
  const all: Readonly<Record<string, string | undefined>> = {
    SenderId: message.senderId,
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt),
    ApproximateReceiveCount: String(message.receiveCount),
    SentTimestamp: String(message.sentAt),
    AWSTraceHeader: message.traceHeader,
    DeadLetterQueueSourceArn: message.deadLetterSourceArn,
  };
  const known = Object.entries(all).filter(([, value]) => value !== undefined);
  return Object.fromEntries(known.filter(([name]) => wanted.includes('All') || wanted.includes(name)));
}
