import { AwsError } from '../protocol/aws-error';

/**
 * SQS spoke the query protocol before it spoke JSON; where the two name an error differently, the old name travels in the
 * header `x-amzn-query-error`, and SDKs of both ages find theirs.
 * @see https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#aws-protocols-awsquerycompatible-trait
 */
const QUERY_CODES: Readonly<Record<string, string>> = {
  QueueDoesNotExist: 'AWS.SimpleQueueService.NonExistentQueue',
  QueueNameExists: 'QueueAlreadyExists',
  EmptyBatchRequest: 'AWS.SimpleQueueService.EmptyBatchRequest',
  TooManyEntriesInBatchRequest: 'AWS.SimpleQueueService.TooManyEntriesInBatchRequest',
  BatchEntryIdsNotDistinct: 'AWS.SimpleQueueService.BatchEntryIdsNotDistinct',
  InvalidBatchEntryId: 'AWS.SimpleQueueService.InvalidBatchEntryId',
  BatchRequestTooLong: 'AWS.SimpleQueueService.BatchRequestTooLong',
  MessageNotInflight: 'AWS.SimpleQueueService.MessageNotInflight',
  UnsupportedOperation: 'AWS.SimpleQueueService.UnsupportedOperation',
};

/** The name of an error in the query protocol: also what a batch entry's `Code` says. */
export const queryCode = (code: string): string => QUERY_CODES[code] ?? code;

export const queueDoesNotExist = (name: string): AwsError =>
  new AwsError('QueueDoesNotExist', `The specified queue does not exist: '${name}'.`);

export const missingParameter = (name: string): AwsError =>
  new AwsError('MissingParameter', `The request must contain the parameter ${name}.`);

export const invalidParameter = (name: string, value: unknown, reason: string): AwsError =>
  new AwsError('InvalidParameterValue', `Value ${String(value)} for parameter ${name} is invalid. Reason: ${reason}`);

export const invalidReceiptHandle = (handle: string): AwsError =>
  new AwsError('ReceiptHandleIsInvalid', `The input receipt handle "${handle}" is not a valid receipt handle.`);

export const unsupported = (message: string): AwsError => new AwsError('UnsupportedOperation', message);
