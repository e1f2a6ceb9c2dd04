import type { Construct } from 'constructs';
import { CHECKPOINT_PREFIX } from '../../core/contracts/storage-layout';
import { TRAINING_CHANNELS } from '../../core/contracts/train-model';
import { allow } from '../checks/allow';
import { ContainerRole } from '../machine/container-role';
import type { StoredData } from '../storage/stored-data';

export interface TrainingRoleProps {
  readonly data: StoredData;
  readonly repositoryArn: string;
  readonly encryptsVolume: boolean;
  /** Whether jobs keep checkpoints. */
  readonly checkpoints: boolean;
  /** Prefixes of the training and validation data in the images bucket. @default the channels of an image classifier */
  readonly places?: readonly string[];
}

/** What a training job may do: read the training and validation splits (never the test split), write its model. */
export class TrainingRole extends ContainerRole {
  constructor(scope: Construct, id: string, props: TrainingRoleProps) {
    const { data, repositoryArn, encryptsVolume, checkpoints, places = Object.values(TRAINING_CHANNELS) } = props;
    super(scope, id, {
      key: data.key,
      repositoryArn,
      // One group for all training jobs of the account: it is not ours to own.
      logGroupName: '/aws/sagemaker/TrainingJobs',
      createsLogGroup: true,
      metricsNamespace: '/aws/sagemaker/TrainingJobs',
      encryptsVolume,
    });
    allow(this, {
      sid: 'ListTrainingData',
      actions: ['s3:ListBucket'],
      resources: [data.images.bucketArn],
      conditions: { StringLike: { 's3:prefix': places.map((place) => `${place}*`) } },
    });
    allow(this, {
      sid: 'ReadTrainingData',
      actions: ['s3:GetObject'],
      resources: places.map((place) => data.images.arnForObjects(`${place}*`)),
      wildcard: 'What is in the training and validation splits, whatever its name.',
    });
    allow(this, {
      sid: 'WriteModels',
      actions: ['s3:PutObject'],
      resources: [data.models.arnForObjects('*/output/*')],
      wildcard: 'Model artifacts lie under the job’s name, which is made at run time.',
    });
    if (!checkpoints) return;
    // A job that goes on after an interruption reads its own checkpoints.
    allow(this, {
      sid: 'KeepCheckpoints',
      actions: ['s3:GetObject', 's3:PutObject'],
      resources: [data.models.arnForObjects(`${CHECKPOINT_PREFIX}*`)],
      wildcard: 'Checkpoints lie under the execution’s name.',
    });
    allow(this, {
      sid: 'ListCheckpoints',
      actions: ['s3:ListBucket'],
      resources: [data.models.bucketArn],
      conditions: { StringLike: { 's3:prefix': `${CHECKPOINT_PREFIX}*` } },
    });
  }
}
