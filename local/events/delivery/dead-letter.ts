import type { AwsError } from '../../protocol/aws-error';
import type { JsonObject } from '../../protocol/operations';
import type { Delivery } from './delivery';

/** How a delivery ended. */
export interface DeliveryFailure {
  readonly retries: number;
  readonly condition: string;
  readonly error: AwsError;
}

/** Characters of an error message in a dead letter. */
const MAX_MESSAGE_CHARACTERS = 1024;

/**
 * The message that a given-up delivery leaves: what the target would have had, and why it has not, in attributes.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
 */
export function deadLetter(delivery: Delivery, { retries, condition, error }: DeliveryFailure): JsonObject {
  const text = (StringValue: string) => ({ DataType: 'String', StringValue });
  const source = delivery.service === 'events.amazonaws.com' ? 'RULE_ARN' : 'SCHEDULE_ARN';
  return {
    MessageBody: delivery.payload,
    MessageAttributes: {
      [source]: text(delivery.sourceArn),
      TARGET_ARN: text(delivery.targetArn),
      ERROR_CODE: text(errorCode(error)),
      ERROR_MESSAGE: text(error.message.slice(0, MAX_MESSAGE_CHARACTERS)),
      EXHAUSTED_RETRY_CONDITION: text(condition),
      RETRY_ATTEMPTS: { DataType: 'Number', StringValue: String(retries) },
    },
  };
}

/** EventBridge has codes of its own. */
function errorCode({ code, status }: AwsError): string {
  if (code === 'AccessDenied') return 'NO_PERMISSIONS';
  if (/NotFound|NonExistent|DoesNotExist/.test(code)) return 'NO_RESOURCE';
  return status >= 500 ? 'SERVICE_EXCEPTION' : code;
}
