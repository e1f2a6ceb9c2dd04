import { Duration } from 'aws-cdk-lib';
import { Timeout } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import type { ServiceFunction } from '../functions/service-function';
import { ServiceStep } from '../machine/service-step';
import { TASK_RETRIES } from '../workflow/retry-policy';

/** The state's own time-out lies a little above the function's, which is the one that shows in its log and metrics. Seconds. */
const ABOVE_FUNCTION_SECONDS = 5;

export interface FunctionStepProps {
  readonly invoked: ServiceFunction<unknown>;
  readonly timeoutSeconds: number;
  /** In JSONPath. */
  readonly payload: Readonly<Record<string, unknown>>;
  /** Fields of the function's answer that are kept; none by default. */
  readonly answer?: readonly string[];
  /** Where they are kept; DISCARD for none. */
  readonly resultPath: string;
}

/** Invokes a function of `TrainModel` and keeps what it answers. */
export class FunctionStep extends ServiceStep {
  constructor(scope: Construct, id: string, props: FunctionStepProps) {
    const { invoked, timeoutSeconds, payload, answer, resultPath } = props;
    const { functionArn } = invoked;
    super(scope, id, {
      integration: 'arn:aws:states:::lambda:invoke',
      parameters: { FunctionName: functionArn, Payload: payload },
      permissions: [{ sid: `Invoke${invoked.node.id}`, actions: ['lambda:InvokeFunction'], resources: [functionArn] }],
      taskTimeout: Timeout.duration(Duration.seconds(timeoutSeconds + ABOVE_FUNCTION_SECONDS)),
      resultPath,
      ...(answer === undefined
        ? {}
        : { resultSelector: Object.fromEntries(answer.map((field) => [`${field}.$`, `$.Payload.${field}`])) }),
    });
    for (const retry of TASK_RETRIES) this.addRetry(retry);
  }
}
