import { invalidReceiptHandle } from './sqs-error';

/** What a receipt handle stands for: one receive of one message of one queue. */
export interface Receipt {
  readonly queueName: string;
  readonly messageId: string;
  readonly receipt: string;
}

const FORM = /^([A-Za-z0-9_-]{1,80}) ([0-9a-f-]{36}) ([0-9a-f]{16})$/;

export const receiptHandle = ({ queueName, messageId, receipt }: Receipt): string =>
  Buffer.from(`${queueName} ${messageId} ${receipt}`).toString('base64');

/** @throws AwsError `ReceiptHandleIsInvalid` for anything this laptop has not written, and for another queue's handles. */
export function parseReceiptHandle(handle: string, queueName: string): Receipt {
  const match = FORM.exec(Buffer.from(handle, 'base64').toString('utf8'));
  if (match === null || match[1] !== queueName) throw invalidReceiptHandle(handle);
  return { queueName, messageId: match[2] as string, receipt: match[3] as string };
}
