import { ChangeMessageVisibilityCommand, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { CONTINUATION_ATTRIBUTES, DEAD_LETTER_ATTRIBUTES } from '../../core/contracts/evaluation-message';
import type { QueueRecord } from './queue-record';

export type Continuation = Readonly<Partial<Record<keyof typeof CONTINUATION_ATTRIBUTES, string>>>;

/** A cause is read by people; SQS takes a megabyte of it. Characters. */
const MAX_CAUSE = 2_000;

/** The queue that the messages come from, and the one for those that nobody can serve. */
export class EvaluationQueue {
  constructor(
    private readonly sqs: SQSClient,
    private readonly urls: { readonly queue: string; readonly deadLetters: string },
  ) {}

  /** Sends the same request on, to be received after the delay with a fresh count of receipts. */
  async sendOn({ body }: QueueRecord, continuation: Continuation, delaySeconds: number): Promise<void> {
    const names = Object.keys(continuation) as (keyof Continuation)[];
    const MessageAttributes = attributes(
      Object.fromEntries(names.map((name) => [CONTINUATION_ATTRIBUTES[name], continuation[name]])),
    );
    await this.sqs.send(
      new SendMessageCommand({
        QueueUrl: this.urls.queue,
        MessageBody: body,
        DelaySeconds: delaySeconds,
        MessageAttributes,
      }),
    );
  }

  /** Puts the message into the dead-letter queue with the reason; a redrive from there asks anew. */
  async giveUp({ body }: QueueRecord, { name, message }: Error): Promise<void> {
    const { errorName, cause } = DEAD_LETTER_ATTRIBUTES;
    await this.sqs.send(
      new SendMessageCommand({
        QueueUrl: this.urls.deadLetters,
        MessageBody: body,
        MessageAttributes: attributes({ [errorName]: name, [cause]: message }),
      }),
    );
  }

  /** Lets a message that is not acknowledged be received again after so many seconds, instead of after the queue's own time-out. */
  async retryAfter({ receiptHandle }: QueueRecord, seconds: number): Promise<void> {
    await this.sqs.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: this.urls.queue,
        ReceiptHandle: receiptHandle,
        VisibilityTimeout: seconds,
      }),
    );
  }
}

function attributes(values: Readonly<Record<string, string | undefined>>) {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, { DataType: 'String', StringValue: sendable(value) }]],
    ),
  );
}

/** SQS takes the characters of XML, and no empty value. */
const sendable = (text: string): string =>
  text
    .slice(0, MAX_CAUSE)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, '\ufffd') || '-';
