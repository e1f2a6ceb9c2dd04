import { readFileSync } from 'node:fs';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import {
  type Channel,
  CreateTrainingJobCommand,
  type CreateTrainingJobCommandInput,
  DescribeTrainingJobCommand,
  StopTrainingJobCommand,
  type TrainingInstanceType,
} from '@aws-sdk/client-sagemaker';
import { hasLocalStorage } from '../../core/contracts/instance-storage';
import { splitPrefix } from '../../core/contracts/storage-layout';
import { PAIR_FEATURES } from '../../core/similarity/pair-features';
import { finishedJob, type JobWait } from './finished-job';
import { pairJobName } from './pair-job-name';
import { containerRoleArn, type PairTarget } from './pair-target';
import { RunFile, type RunFolder } from './run-folder';

/** The splits that a training job may see. */
const CHANNELS = ['train', 'validation'] as const;
const CSV = 'text/csv';
/**
 * Of Linear Learner, whose name for the algorithm this is. The penalty is light: the features repeat each other, and it is their small differences that
 * tell.
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/ll_hyperparameters.html
 */
const HYPERPARAMETERS = {
  predictor_type: 'binary_classifier',
  feature_dim: String(PAIR_FEATURES.length),
  wd: '0.00001',
} as const;
/** Seconds, for minutes of work: the image has to be pulled, too. */
const MAX_RUNTIME_SECONDS = 3600;
const VOLUME_GIGABYTES = 10;
const TABLE_FILE = 'pairs.csv';

/**
 * Brings the training and validation tables into the images bucket and trains a logistic regression on them, as a training job with the container that
 * the environment trains with. What a cancelled command has started is stopped.
 * @throws Error with the job's reason where it fails
 */
export async function trainPairs(target: PairTarget, folder: RunFolder, wait: JobWait): Promise<void> {
  const { clients, outputs } = target;
  const began = Date.now();
  for (const split of CHANNELS) {
    await clients.s3.send(
      new PutObjectCommand({
        Bucket: outputs.get('ImagesBucket'),
        Key: `${splitPrefix(split)}${TABLE_FILE}`,
        Body: readFileSync(folder.file(RunFile[split])),
        ContentType: CSV,
      }),
    );
  }
  const job = pairJobName(target, 'pairs');
  await clients.sageMaker.send(new CreateTrainingJobCommand(await trainingJob(target, job)));
  try {
    const { image, artifact } = await finishedJob(`training job ${job}`, () => describe(target, job), wait);
    folder.note({
      gate: undefined,
      modelPackage: undefined,
      training: { job, image, artifact, seconds: (Date.now() - began) / 1000 },
    });
  } catch (error) {
    if (wait.signal.aborted)
      await clients.sageMaker.send(new StopTrainingJobCommand({ TrainingJobName: job })).catch(() => undefined);
    throw error;
  }
}

async function trainingJob(target: PairTarget, TrainingJobName: string): Promise<CreateTrainingJobCommandInput> {
  const { outputs, environment } = target;
  const InstanceType = environment.training.instanceType ?? 'ml.m5.large';
  const key = outputs.get('KeyArn');
  return {
    TrainingJobName,
    RoleArn: await containerRoleArn(target, 'TrainingRole'),
    AlgorithmSpecification: { TrainingImage: outputs.get('TrainingImage'), TrainingInputMode: 'File' },
    HyperParameters: HYPERPARAMETERS,
    InputDataConfig: CHANNELS.map(
      (split): Channel => ({
        ChannelName: split,
        ContentType: CSV,
        InputMode: 'File',
        DataSource: {
          S3DataSource: {
            S3DataType: 'S3Prefix',
            S3DataDistributionType: 'FullyReplicated',
            S3Uri: `s3://${outputs.get('ImagesBucket')}/${splitPrefix(split)}${TABLE_FILE}`,
          },
        },
      }),
    ),
    OutputDataConfig: { S3OutputPath: `s3://${outputs.get('ModelsBucket')}/`, KmsKeyId: key },
    ResourceConfig: {
      InstanceType: InstanceType as TrainingInstanceType,
      InstanceCount: 1,
      VolumeSizeInGB: VOLUME_GIGABYTES,
      ...(hasLocalStorage(InstanceType) ? {} : { VolumeKmsKeyId: key }),
    },
    StoppingCondition: { MaxRuntimeInSeconds: MAX_RUNTIME_SECONDS },
    Tags: [
      { Key: 'app', Value: environment.app },
      { Key: 'environment', Value: environment.name },
    ],
  };
}

async function describe({ clients }: PairTarget, TrainingJobName: string) {
  const described = await clients.sageMaker.send(new DescribeTrainingJobCommand({ TrainingJobName }));
  return {
    status: described.TrainingJobStatus,
    reason: described.FailureReason,
    image: described.AlgorithmSpecification?.TrainingImage ?? '',
    artifact: described.ModelArtifacts?.S3ModelArtifacts ?? '',
  };
}
