import { randomUUID } from 'node:crypto';
import { AwsError } from '../../protocol/aws-error';
import type { JsonObject, OperationTable, ServiceCall } from '../../protocol/operations';
import { bodyMd5, type Message, storableBody } from '../message';
import { attributesMd5, attributesSize, parseMessageAttributes } from '../message-attributes';
import type { Queue } from '../queue';
import { senderId } from '../queue-access';
import { numberOf } from '../queue-attributes';
import { invalidParameter, missingParameter } from '../sqs-error';
import { answerBatch, batchEntries } from './batch';
import { optionalNumber, type QueueOperations, requiredText } from './queue-call';

/** The messages of one batch together. Bytes. */
const MAX_BATCH_BYTES = 1_048_576;

export function sendOperations({ queues, access, now }: QueueOperations): OperationTable {
  return {
    async SendMessage(input, call) {
      const queue = queues.byUrl(requiredText(input, 'QueueUrl'));
      access.toSend(call, queue);
      return send(queue, input, call, now());
    },

    async SendMessageBatch(input, call) {
      const queue = queues.byUrl(requiredText(input, 'QueueUrl'));
      access.toSend(call, queue);
      const entries = batchEntries(input);
      const size = entries.reduce((sum, entry) => sum + messageSize(entry), 0);
      if (size > MAX_BATCH_BYTES) {
        const message = `Batch requests cannot be longer than ${MAX_BATCH_BYTES} bytes. You have sent ${size} bytes.`;
        throw new AwsError('BatchRequestTooLong', message);
      }
      return answerBatch(entries, (entry) => send(queue, entry, call, now()));
    },
  };
}

function send(queue: Queue, input: JsonObject, call: ServiceCall, sentAt: number): JsonObject {
  const body = requiredText(input, 'MessageBody');
  if (body === '') throw missingParameter('MessageBody');
  refuseFifo(input);
  const attributes = parseMessageAttributes(input.MessageAttributes);
  const system = parseMessageAttributes(input.MessageSystemAttributes);
  const limit = numberOf(queue.attributes, 'MaximumMessageSize');
  if (messageSize(input) > limit) {
    const reason = `One or more parameters are invalid. Reason: Message must be shorter than ${limit} bytes.`;
    throw new AwsError('InvalidParameterValue', reason);
  }
  const delay = optionalNumber(input, 'DelaySeconds', 0, 900) ?? numberOf(queue.attributes, 'DelaySeconds');
  const message: Message = {
    id: randomUUID(),
    body: storableBody(body),
    attributes,
    traceHeader: system.AWSTraceHeader?.StringValue,
    senderId: senderId(call.principal),
    sentAt,
    visibleAt: sentAt + delay * 1000,
    receiveCount: 0,
  };
  queue.send(message);
  return {
    MessageId: message.id,
    MD5OfMessageBody: bodyMd5(message.body),
    MD5OfMessageAttributes: attributesMd5(attributes),
    MD5OfMessageSystemAttributes: attributesMd5(system),
  };
}

function messageSize(input: JsonObject): number {
  return (
    Buffer.byteLength(String(input.MessageBody ?? '')) + attributesSize(parseMessageAttributes(input.MessageAttributes))
  );
}

function refuseFifo(input: JsonObject): void {
  for (const name of ['MessageDeduplicationId', 'MessageGroupId']) {
    if (input[name] === undefined) continue;
    throw invalidParameter(name, input[name], 'The request include parameter that is not valid for this queue type.');
  }
}
