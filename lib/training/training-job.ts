import type { NamedEnvironment } from '../../core/contracts/environment';
import { CHECKPOINT_PREFIX } from '../../core/contracts/storage-layout';
import { TRAINING_CHANNELS, TRAINING_CONTENT_TYPE } from '../../core/contracts/train-model';
import type { TrainingConfiguration } from '../../core/contracts/training-configuration';

export interface TrainingJobTarget {
  readonly training: TrainingConfiguration;
  /** At most 21 characters: start of every job's name. */
  readonly namePrefix: string;
  readonly imageUri: string;
  readonly roleArn: string;
  readonly keyArn: string;
  readonly imagesBucket: string;
  readonly modelsBucket: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** The instance of a job: GPU for SageMaker's ResNet, the smallest general one for our network. */
export function trainingInstanceType({ image, instanceType }: TrainingConfiguration): string {
  return instanceType ?? (image === 'built-in' ? 'ml.g4dn.xlarge' : 'ml.m5.large');
}

/**
 * Name of a job, at most 63 characters: prefix (21) - MD5 of the execution's name (32) - eight digits that differ in every
 * attempt (8), so that a redriven execution does not meet its own first job.
 */
const JOB_NAME =
  "States.Format('{PREFIX}-{}-{}', States.Hash($$.Execution.Name, 'MD5'), " +
  "States.ArrayGetItem(States.StringSplit(States.UUID(), '-'), 0))";
/** As an intrinsic function; 63 characters at most. @param prefix at most 21 characters */
export const jobName = (prefix: string): string => JOB_NAME.replace('{PREFIX}', prefix);
const MAX_NAME_PREFIX = 63 - 1 - 32 - 1 - 8;

/** Start of every job's name in an environment. */
export const namePrefix = ({ app, name }: NamedEnvironment): string =>
  `${app}-${name}`.slice(0, MAX_NAME_PREFIX).replace(/-+$/, '');

/** What our program prints after each epoch; the built-in algorithm brings its own definitions and refuses others. */
const OWN_METRICS = [
  { Name: 'train:accuracy', Regex: 'Train-accuracy=([0-9.]+)' },
  { Name: 'validation:accuracy', Regex: 'Validation-accuracy=([0-9.]+)' },
];

/**
 * Parameters of `sagemaker:createTrainingJob.sync`: the built-in algorithm's four channels, which our program reads alike.
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/image-classification.html
 */
export function trainingJobParameters(target: TrainingJobTarget): Readonly<Record<string, unknown>> {
  const { training, imagesBucket, modelsBucket } = target;
  const { maxRuntimeSeconds, maxWaitSeconds = 2 * maxRuntimeSeconds } = training;
  return {
    'TrainingJobName.$': jobName(target.namePrefix),
    RoleArn: target.roleArn,
    AlgorithmSpecification: {
      TrainingImage: target.imageUri,
      TrainingInputMode: 'File',
      ...(training.image === 'own' ? { MetricDefinitions: OWN_METRICS } : {}),
    },
    'HyperParameters.$': '$.prepared.hyperparameters',
    InputDataConfig: Object.entries(TRAINING_CHANNELS).map(([channel, place]) => ({
      ChannelName: channel,
      ContentType: TRAINING_CONTENT_TYPE,
      InputMode: 'File',
      DataSource: {
        S3DataSource: {
          S3DataType: 'S3Prefix',
          S3DataDistributionType: 'FullyReplicated',
          S3Uri: `s3://${imagesBucket}/${place}`,
        },
      },
    })),
    OutputDataConfig: { S3OutputPath: `s3://${modelsBucket}/`, KmsKeyId: target.keyArn },
    'ResourceConfig.$': '$.prepared.resourceConfig',
    StoppingCondition: {
      MaxRuntimeInSeconds: maxRuntimeSeconds,
      ...(training.spot ? { MaxWaitTimeInSeconds: maxWaitSeconds } : {}),
    },
    EnableManagedSpotTraining: training.spot,
    ...(training.checkpoints
      ? {
          CheckpointConfig: {
            // By execution, not by attempt: an attempt goes on where the one before it was interrupted.
            'S3Uri.$': `States.Format('s3://${modelsBucket}/${CHECKPOINT_PREFIX}{}', $$.Execution.Name)`,
          },
        }
      : {}),
    Tags: jobTags(target.tags),
  };
}

/** What the configuration says, and the execution that the job belongs to. */
export const jobTags = (tags: Readonly<Record<string, string>>): readonly object[] => [
  ...Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
  { Key: 'execution', 'Value.$': '$$.Execution.Name' },
];

/** Longest that a job can take, waiting for spare capacity included. Seconds. */
export function longestJobSeconds({ spot, maxRuntimeSeconds, maxWaitSeconds }: TrainingConfiguration): number {
  return spot ? (maxWaitSeconds ?? 2 * maxRuntimeSeconds) : maxRuntimeSeconds;
}
