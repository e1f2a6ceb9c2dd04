import { Duration, Stack } from 'aws-cdk-lib';
import {
  Choice,
  Condition,
  Fail,
  JitterType,
  Pass,
  Result,
  type StateMachine,
  Timeout,
} from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { NamedEnvironment } from '../../core/contracts/environment';
import { explainWildcards, type Permission } from '../checks/allow';
import { ServiceMachine } from '../machine/service-machine';
import { ServiceStep } from '../machine/service-step';
import type { StoredData } from '../storage/stored-data';
import type { TrainingImage } from './training-image';
import { longestJobSeconds, namePrefix, trainingJobParameters } from './training-job';
import { trainingPermissions } from './training-permissions';
import type { TrainingRole } from './training-role';

/** Starting the instance and loading the data come on top of a job's own run time. */
const OVERHEAD_SECONDS = 3600;

export interface TrainModelProps {
  readonly environment: NamedEnvironment;
  readonly data: StoredData;
  readonly image: TrainingImage;
  readonly role: TrainingRole;
}

/**
 * `TrainModel`: one training job over the images bucket. Input `{"hyperparameters": {"name": "text"}}`, output
 * `{"trainingJobName", "modelArtifacts", "trainingImage", "metrics"}` (core/contracts/train-model.ts).
 */
export class TrainModel extends Construct {
  readonly machine: StateMachine;

  constructor(scope: Construct, id: string, props: TrainModelProps) {
    super(scope, id);
    const { environment } = props;
    const permissions = trainingPermissions(Stack.of(this), namePrefix(environment), props.role);
    const train = this.train(props, permissions);
    const start = new Choice(this, 'CheckInput').when(Condition.isPresent('$.hyperparameters'), train).otherwise(
      new Fail(this, 'InvalidInput', {
        error: 'InvalidInput',
        cause: 'The input must be {"hyperparameters": {"name": "value", …}} with text values, as SageMaker wants them.',
      }),
    );
    this.machine = new ServiceMachine(this, 'TrainModel', {
      definition: start,
      timeout: Duration.seconds(longestJobSeconds(environment.training) + 2 * OVERHEAD_SECONDS),
      logRetentionDays: environment.logRetentionDays,
    });
    for (const permission of permissions) explainWildcards(this.machine.role, permission);
  }

  private train({ environment, data, image, role }: TrainModelProps, permissions: readonly Permission[]): ServiceStep {
    const { training } = environment;
    const step = new ServiceStep(this, 'Train', {
      integration: 'arn:aws:states:::sagemaker:createTrainingJob.sync',
      parameters: trainingJobParameters({
        training,
        namePrefix: namePrefix(environment),
        imageUri: image.uri,
        roleArn: role.roleArn,
        keyArn: data.key.keyArn,
        imagesBucket: data.images.bucketName,
        modelsBucket: data.models.bucketName,
        tags: { app: environment.app, environment: environment.name, ...environment.tags },
      }),
      permissions,
      taskTimeout: Timeout.duration(Duration.seconds(longestJobSeconds(training) + OVERHEAD_SECONDS)),
    });
    // Throttled before any job existed: 2 + 4 + 8 + 16 + 32 s.
    step.addRetry({
      errors: ['SageMaker.AmazonSageMakerException', 'SageMaker.ThrottlingException'],
      interval: Duration.seconds(2),
      backoffRate: 2,
      maxAttempts: 5,
      jitterStrategy: JitterType.FULL,
    });
    // All instances of the quota are busy: they come free in minutes, not in seconds. 1 + 2 + 4 + 8 + 16 min.
    step.addRetry({
      errors: ['SageMaker.ResourceLimitExceededException'],
      interval: Duration.minutes(1),
      backoffRate: 2,
      maxAttempts: 5,
      jitterStrategy: JitterType.FULL,
    });
    step.addCatch(this.timedOut(), { errors: ['States.Timeout'] });
    step.addCatch(this.failed(), { errors: ['States.TaskFailed'] });
    step.next(this.answer());
    return step;
  }

  /** SageMaker leaves the list of metrics out for a job that printed none, and an absent path would end a finished training as failed. */
  private answer(): Choice {
    const answer = new Pass(this, 'Answer', {
      parameters: {
        'trainingJobName.$': '$.TrainingJobName',
        'modelArtifacts.$': '$.ModelArtifacts.S3ModelArtifacts',
        'trainingImage.$': '$.AlgorithmSpecification.TrainingImage',
        'metrics.$': '$.FinalMetricDataList',
      },
    });
    const none = new Pass(this, 'NoMetrics', { result: Result.fromArray([]), resultPath: '$.FinalMetricDataList' });
    none.next(answer);
    return new Choice(this, 'HasMetrics').when(Condition.isPresent('$.FinalMetricDataList'), answer).otherwise(none);
  }

  private timedOut(): Fail {
    return new Fail(this, 'TrainingTimedOut', {
      error: 'TrainingTimedOut',
      cause: 'The job neither ended nor was stopped within training.maxRuntimeSeconds and an hour to start.',
    });
  }

  /** A job that ran and failed answers its description as JSON; a call that was refused answers plain text. */
  private failed(): Choice {
    const read = new Pass(this, 'ReadJob', { parameters: { 'job.$': 'States.StringToJson($.Cause)' } });
    const jobFailed = new Fail(this, 'TrainingFailed', { error: 'TrainingFailed', causePath: '$.job.FailureReason' });
    const jobStopped = new Fail(this, 'TrainingStopped', {
      error: 'TrainingStopped',
      causePath: '$.job.SecondaryStatus',
    });
    const refused = new Fail(this, 'TrainingRefused', { errorPath: '$.Error', causePath: '$.Cause' });
    read.next(
      new Choice(this, 'HasReason').when(Condition.isPresent('$.job.FailureReason'), jobFailed).otherwise(jobStopped),
    );
    return new Choice(this, 'IsJob').when(Condition.stringMatches('$.Cause', '{*'), read).otherwise(refused);
  }
}
