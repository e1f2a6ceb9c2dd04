import { Duration } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { JitterType, Timeout } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { ErrorName } from '../../core/contracts/errors';
import { ServiceStep } from '../machine/service-step';
import { MONITOR_TIMEOUT_SECONDS } from './monitor-function';

/** Errors of Lambda itself, and ours that another attempt may not meet. Not a missing model: hours would not help. */
const PASSING_ERRORS = [
  'Lambda.ServiceException',
  'Lambda.AWSLambdaException',
  'Lambda.SdkClientException',
  'Lambda.ClientExecutionTimeoutException',
  'Lambda.TooManyRequestsException',
  ErrorName.StorageUnavailable,
];

/** One invocation of the function. */
export class MonitorStep extends ServiceStep {
  /** @param payload `$` is the state's whole input */
  constructor(scope: Construct, id: string, monitor: IFunction, payload: '$' | Readonly<Record<string, unknown>>) {
    super(scope, id, {
      integration: 'arn:aws:states:::lambda:invoke',
      parameters: {
        FunctionName: monitor.functionArn,
        ...(payload === '$' ? { 'Payload.$': '$' } : { Payload: payload }),
      },
      // Granted once, for all steps of the machine call the same function.
      permissions: [],
      taskTimeout: Timeout.duration(Duration.seconds(MONITOR_TIMEOUT_SECONDS + 5)),
      outputPath: '$.Payload',
    });
    // 2 + 4 + 8 s at most, so that an Express child with its task of a few seconds stays within five minutes.
    this.addRetry({
      errors: PASSING_ERRORS,
      interval: Duration.seconds(2),
      backoffRate: 2,
      maxAttempts: 3,
      jitterStrategy: JitterType.FULL,
    });
  }
}
