import { Duration } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Timeout } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { TASK_TIMEOUT_SECONDS } from '../../core/contracts/limits';
import { ServiceStep } from '../machine/service-step';
import { TASK_RETRIES } from './retry-policy';

/**
 * The state's own time-out, a little above the function's: the function's is the one that shows in its log and metrics, this one covers
 * an answer that gets lost. Seconds.
 */
export const STATE_TIMEOUT_SECONDS = TASK_TIMEOUT_SECONDS + 5;

/** The whole input, for the first function of a chain. */
export const WHOLE_INPUT = '$';

/** The body that the function before has answered, and the execution that it belongs to. */
export const BODY_AND_EXECUTION = {
  'body.$': '$.body',
  'execution_id.$': '$$.Execution.Id',
  'execution_started.$': '$$.Execution.StartTime',
} as const;

/** Invokes one function and goes on with its answer. */
export class InvokeStep extends ServiceStep {
  constructor(
    scope: Construct,
    id: string,
    invoked: IFunction,
    payload: typeof WHOLE_INPUT | typeof BODY_AND_EXECUTION,
  ) {
    super(scope, id, {
      integration: 'arn:aws:states:::lambda:invoke',
      parameters: {
        FunctionName: invoked.functionArn,
        ...(payload === WHOLE_INPUT ? { 'Payload.$': payload } : { Payload: payload }),
      },
      permissions: [{ sid: `Invoke${id}`, actions: ['lambda:InvokeFunction'], resources: [invoked.functionArn] }],
      taskTimeout: Timeout.duration(Duration.seconds(STATE_TIMEOUT_SECONDS)),
      outputPath: '$.Payload',
    });
    for (const retry of TASK_RETRIES) this.addRetry(retry);
  }
}
