import type { JsonObject } from '../../protocol/operations';
import type { TextAttributes } from './destinations';

/** What is known of an event when its last attempt is over. */
export interface FinishedEvent {
  readonly requestId: string;
  /** With the qualifier that ran. */
  readonly functionArn: string;
  readonly condition: 'Success' | 'RetriesExhausted' | 'EventAgeExceeded';
  readonly attempts: number;
  readonly executedVersion: string;
  readonly payload: string;
  /** The last answer as JSON; undefined where the function was never reached. */
  readonly response?: string;
  readonly functionError?: string;
}

/**
 * The record that a destination receives.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 */
export function destinationRecord(event: FinishedEvent, now: Date): JsonObject {
  return {
    version: '1.0',
    timestamp: now.toISOString(),
    requestContext: {
      requestId: event.requestId,
      functionArn: event.functionArn,
      condition: event.condition,
      approximateInvokeCount: event.attempts,
    },
    requestPayload: JSON.parse(event.payload || '{}'),
    ...(event.response === undefined
      ? {}
      : {
          responseContext: {
            statusCode: 200,
            executedVersion: event.executedVersion,
            ...(event.functionError === undefined ? {} : { functionError: event.functionError }),
          },
          responsePayload: JSON.parse(event.response),
        }),
  };
}

/** Attributes of the bare event that goes to a dead-letter queue; the error message is cut at 1 KB. */
export function deadLetterAttributes(event: FinishedEvent): TextAttributes {
  const { errorMessage = '' } = JSON.parse(event.response ?? '{}') as { errorMessage?: string };
  const text = (StringValue: string) => ({ DataType: 'String', StringValue });
  return {
    RequestID: text(event.requestId),
    ErrorCode: { DataType: 'Number', StringValue: event.response === undefined ? '429' : '200' },
    ErrorMessage: text(errorMessage.slice(0, 1024) || event.condition),
  };
}
