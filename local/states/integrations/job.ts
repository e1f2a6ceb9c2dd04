import { randomUUID } from 'node:crypto';
import { localArn } from '../../account';
import type { JsonObject } from '../../protocol/operations';

/** One kind of work that a `.sync` task hands in and waits for. */
export interface JobKind {
  /** `createTrainingJob` */
  readonly action: string;
  readonly describe: string;
  readonly stop: string;
  /** IAM actions besides the one that hands the work in; the service judges describing, we judge stopping beforehand. */
  readonly stopAction: string;
  /** The rule through which AWS learns of the end; the role must be allowed to manage it. */
  readonly managedRule: string;
  readonly statusMember: string;
  readonly succeeded: readonly string[];
  readonly failed: readonly string[];
  /** The parameters with everything that AWS fills in: a name for what needs one. */
  complete(parameters: JsonObject): JsonObject;
  /** ARN of the work, known before it is handed in. */
  arn(parameters: JsonObject): string;
  /** Input of describe and stop. */
  reference(parameters: JsonObject): JsonObject;
}

function sageMakerJob(noun: string, rule: string, resourceType: string): JobKind {
  const nameMember = `${noun}Name`;
  return {
    action: `create${noun}`,
    describe: `Describe${noun}`,
    stop: `Stop${noun}`,
    stopAction: `sagemaker:Stop${noun}`,
    managedRule: rule,
    statusMember: `${noun}Status`,
    succeeded: ['Completed'],
    failed: ['Failed', 'Stopped'],
    complete: (parameters) => parameters,
    arn: (parameters) => localArn('sagemaker', `${resourceType}/${String(parameters[nameMember]).toLowerCase()}`),
    reference: (parameters) => ({ [nameMember]: parameters[nameMember] }),
  };
}

const childArn = ({ StateMachineArn, Name }: JsonObject): string =>
  `${String(StateMachineArn).replace(':stateMachine:', ':execution:')}:${String(Name)}`;

/** Work that can be waited for, by service. @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-sagemaker.html */
export const JOB_KINDS: Readonly<Record<string, readonly JobKind[]>> = {
  sagemaker: [
    sageMakerJob('TrainingJob', 'StepFunctionsGetEventsForSageMakerTrainingJobsRule', 'training-job'),
    sageMakerJob('TransformJob', 'StepFunctionsGetEventsForSageMakerTransformJobsRule', 'transform-job'),
    sageMakerJob('ProcessingJob', 'StepFunctionsGetEventsForSageMakerProcessingJobsRule', 'processing-job'),
  ],
  states: [
    {
      action: 'startExecution',
      describe: 'DescribeExecution',
      stop: 'StopExecution',
      stopAction: 'states:StopExecution',
      managedRule: 'StepFunctionsGetEventsForStepFunctionsExecutionRule',
      statusMember: 'Status',
      succeeded: ['SUCCEEDED'],
      failed: ['FAILED', 'TIMED_OUT', 'ABORTED'],
      complete: (parameters) => ({
        ...parameters,
        Name: parameters.Name ?? randomUUID(),
        Input: parameters.Input ?? {},
      }),
      arn: childArn,
      reference: (parameters) => ({ ExecutionArn: childArn(parameters) }),
    },
  ],
};
