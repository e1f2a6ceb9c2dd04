import { AwsError, exceptionName } from '../../protocol/aws-error';
import { StateError } from '../interpreter/state-error';

/** How AWS names the errors of one service's integration. */
export interface ErrorNaming {
  /** `SageMaker`: what stands before the dot. */
  readonly prefix: string;
  /** `AmazonSageMakerException`: the SDK's base class, for every code that the service's model does not name. */
  readonly base: string;
  /** `AmazonSageMaker`: how the cause names the service. */
  readonly service: string;
  /** The optimised integrations are built on the first Java SDK, `aws-sdk` ones on the second; causes are written alike. */
  readonly sdk: 1 | 2;
}

/** Codes that belong to no operation's model, so that the Java SDK raises its base class for them. */
const COMMON_CODES =
  /^(AccessDenied|AuthorizationError|NotAuthorized|Validation(Error|Exception)|Throttl|Internal(Failure|Error|ServerError)|UnknownOperation|InvalidAction|InvalidClientTokenId|ServiceUnavailable|RequestEntityTooLarge|SerializationException)/;

/**
 * The state's error for a call that a service refused, e.g. `SageMaker.ResourceLimitExceededException`, or
 * `Lambda.AWSLambdaException` for AccessDenied. The cause keeps the service's message, status and code.
 */
export function serviceFailure(error: unknown, naming: ErrorNaming, requestId: string): StateError {
  if (error instanceof StateError) return error;
  if (!(error instanceof AwsError)) {
    return new StateError(
      `${naming.prefix}.SdkClientException`,
      error instanceof Error ? error.message : String(error),
    );
  }
  const code = exceptionName(error);
  // AWS.SimpleQueueService.NonExistentQueue and the like name their shape after the last dot.
  const shape = code.slice(code.lastIndexOf('.') + 1);
  const name = COMMON_CODES.test(shape) ? naming.base : shape.endsWith('Exception') ? shape : `${shape}Exception`;
  const details =
    naming.sdk === 1
      ? `Service: ${naming.service}; Status Code: ${error.status}; Error Code: ${code}; Request ID: ${requestId}; Proxy: null`
      : `Service: ${naming.service}, Status Code: ${error.status}, Request ID: ${requestId}`;
  return new StateError(`${naming.prefix}.${name}`, `${error.message} (${details})`);
}
