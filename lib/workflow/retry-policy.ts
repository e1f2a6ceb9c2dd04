import { Duration } from 'aws-cdk-lib';
import { JitterType, type RetryProps } from 'aws-cdk-lib/aws-stepfunctions';
import { RETRYABLE_ERROR_NAMES } from '../../core/contracts/errors';

/**
 * What a function that timed out or ran out of memory ends with, and a task whose own time is up. Step Functions matches the error type that
 * Lambda answers with; `Lambda.Unknown` is what the documentation gives, and what a task gets where Lambda answers without a type.
 */
export const TIME_OUT_ERRORS = [
  'Lambda.Unknown',
  'Sandbox.Timedout',
  'Runtime.OutOfMemory',
  'Runtime.ExitError',
  'States.Timeout',
];

/**
 * All retries that there are: the functions' clients leave the endpoint's to these, and nobody retries a permanent error. Per task,
 * at worst: 2+4+8+16+32+64 = 126 s, 1+2+4 = 7 s and 1 s of waiting; full jitter halves that on average.
 */
export const TASK_RETRIES: readonly RetryProps[] = [
  {
    errors: [
      'Lambda.ServiceException',
      'Lambda.AWSLambdaException',
      'Lambda.SdkClientException',
      'Lambda.ClientExecutionTimeoutException',
      ...RETRYABLE_ERROR_NAMES,
    ],
    interval: Duration.seconds(2),
    backoffRate: 2,
    maxAttempts: 6,
    jitterStrategy: JitterType.FULL,
  },
  {
    errors: ['Lambda.TooManyRequestsException'],
    interval: Duration.seconds(1),
    backoffRate: 2,
    maxAttempts: 3,
    jitterStrategy: JitterType.FULL,
  },
  // Once: the same image would most likely take as long, or as much memory, again.
  {
    errors: TIME_OUT_ERRORS,
    interval: Duration.seconds(1),
    backoffRate: 1,
    maxAttempts: 1,
    jitterStrategy: JitterType.FULL,
  },
];

/** For PutEvents: what EventBridge asks to try again. 2+4+8 s at worst. */
export const EVENT_RETRY: RetryProps = {
  errors: [
    'EventBridge.FailedEntry',
    'EventBridge.InternalException',
    'EventBridge.ThrottlingException',
    'States.Timeout',
  ],
  interval: Duration.seconds(2),
  backoffRate: 2,
  maxAttempts: 3,
  jitterStrategy: JitterType.FULL,
};
