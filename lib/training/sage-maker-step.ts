import { Duration } from 'aws-cdk-lib';
import { JitterType, type RetryProps, Timeout } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { ServiceStep, type ServiceStepProps } from '../machine/service-step';

/** Of one short call. Seconds. */
const CALL_TIMEOUT_SECONDS = 60;

/** Throttled before anything was made: 2 + 4 + 8 + 16 + 32 s. Step Functions gives throttling and refusals one name. */
const BUSY: RetryProps = {
  errors: ['SageMaker.AmazonSageMakerException', 'SageMaker.SageMakerException', 'SageMaker.ThrottlingException'],
  interval: Duration.seconds(2),
  backoffRate: 2,
  maxAttempts: 5,
  jitterStrategy: JitterType.FULL,
};

/** All instances of the quota are busy: they come free in minutes, not in seconds. 1 + 2 + 4 + 8 + 16 min. */
const NO_INSTANCE: RetryProps = {
  errors: ['SageMaker.ResourceLimitExceededException'],
  interval: Duration.minutes(1),
  backoffRate: 2,
  maxAttempts: 5,
  jitterStrategy: JitterType.FULL,
};

export type SageMakerStepProps = Omit<ServiceStepProps, 'taskTimeout'> & {
  /** Of a job that is waited for. @default that of a short call */
  readonly timeoutSeconds?: number;
};

/** Asks SageMaker for something, and waits for a job. A job that has failed is never tried again. */
export class SageMakerStep extends ServiceStep {
  constructor(scope: Construct, id: string, { timeoutSeconds, ...props }: SageMakerStepProps) {
    super(scope, id, {
      ...props,
      taskTimeout: Timeout.duration(Duration.seconds(timeoutSeconds ?? CALL_TIMEOUT_SECONDS)),
    });
    this.addRetry(BUSY);
    if (timeoutSeconds !== undefined) this.addRetry(NO_INSTANCE);
  }
}
