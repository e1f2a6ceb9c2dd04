import {
  AccessDenied,
  EndpointUnavailable,
  ImageTooLarge,
  ImageUnreadable,
  ModelThrottled,
} from '../../core/contracts/errors';
import { isConnectionError } from './storage-errors';

interface RuntimeError extends Error {
  readonly code?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
  /** On ModelError: what the container answered. */
  readonly OriginalStatusCode?: number;
  readonly OriginalMessage?: string;
}

/**
 * The named error for what SageMaker's runtime answered. A container that refuses the image (4xx) will refuse it again; one
 * that fails (5xx) or is absent may come back.
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_runtime_InvokeEndpoint.html
 */
export function endpointError(error: unknown, endpoint: string): Error {
  const fault = error as RuntimeError;
  const options = { cause: error };
  const status = fault.$metadata?.httpStatusCode;
  switch (fault.name) {
    case 'ModelError':
      return modelError(fault, endpoint);
    case 'ThrottlingException':
    case 'TooManyRequestsException':
      return new ModelThrottled(`Endpoint '${endpoint}' is throttled: ${fault.message}`, options);
    case 'AccessDenied':
    case 'AccessDeniedException':
      return new AccessDenied(
        `The function may not invoke endpoint '${endpoint}': grant its role sagemaker:InvokeEndpoint. (${fault.message})`,
        options,
      );
    case 'ValidationError':
    case 'ValidationException':
      if (status === 413 || /size|too large|exceed/i.test(fault.message)) {
        return new ImageTooLarge(`Endpoint '${endpoint}' does not take so large an image: ${fault.message}`, options);
      }
      return new EndpointUnavailable(
        `Endpoint '${endpoint}' is not in service: ${fault.message} Release a model, or wait until it is.`,
        options,
      );
  }
  // 429 too, but no sign of too many requests: the container still starts.
  if (fault.name === 'ModelNotReadyException') {
    return new EndpointUnavailable(`The model of endpoint '${endpoint}' is not ready yet: ${fault.message}`, options);
  }
  if (status === 429) return new ModelThrottled(`Endpoint '${endpoint}' is throttled: ${fault.message}`, options);
  if (isConnectionError(fault.name, fault.code)) {
    return new EndpointUnavailable(`Endpoint '${endpoint}' did not answer in time: ${fault.message}`, options);
  }
  if (status !== undefined && status >= 500) {
    return new EndpointUnavailable(
      `Endpoint '${endpoint}' failed (${fault.name}, ${status}): ${fault.message}`,
      options,
    );
  }
  return fault;
}

function modelError(fault: RuntimeError, endpoint: string): Error {
  const status = fault.OriginalStatusCode ?? 500;
  const said = fault.OriginalMessage ?? fault.message;
  const options = { cause: fault };
  if (status === 429) return new ModelThrottled(`The model of endpoint '${endpoint}' is busy: ${said}`, options);
  if (status === 413) return new ImageTooLarge(`The model does not take so large an image: ${said}`, options);
  if (status >= 400 && status < 500) {
    return new ImageUnreadable(`The model of endpoint '${endpoint}' refused the image (${status}): ${said}`, options);
  }
  return new EndpointUnavailable(`The model of endpoint '${endpoint}' failed (${status}): ${said}`, options);
}
