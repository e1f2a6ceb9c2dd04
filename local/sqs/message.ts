import { createHash } from 'node:crypto';
import type { MessageAttributes } from './message-attributes';

/** One message of a queue, with everything that must outlive a restart. Times are milliseconds since 1970. */
export interface Message {
  readonly id: string;
  readonly body: string;
  readonly attributes: MessageAttributes;
  /** The X-Ray trace of the sender, from the system attribute of that name. */
  readonly traceHeader?: string;
  readonly senderId: string;
  /** Kept when the message moves to a dead-letter queue, as standard queues do; retention counts from it. */
  readonly sentAt: number;
  readonly deadLetterSourceArn?: string;
  /** Not received before this moment: a delay, or the end of a visibility time-out. */
  visibleAt: number;
  receiveCount: number;
  firstReceivedAt?: number;
  lastReceivedAt?: number;
  /** Tells the receipt handle of the latest receive from older ones. */
  receipt?: string;
}

/** Hex MD5 of a message's body: what SDKs compare with their own. */
export const bodyMd5 = (body: string): string => createHash('md5').update(body, 'utf8').digest('hex');

const NOT_XML = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

/**
 * The body as SQS keeps it: characters outside of XML's become U+FFFD.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
 */
export const storableBody = (body: string): string => body.replace(NOT_XML, '\uFFFD');
