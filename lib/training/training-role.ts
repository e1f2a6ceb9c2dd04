import type { Construct } from 'constructs';
import { TRAINING_CHANNELS } from '../../core/contracts/train-model';
import { allow } from '../checks/allow';
import { ContainerRole } from '../machine/container-role';
import type { StoredData } from '../storage/stored-data';

export interface TrainingRoleProps {
  readonly data: StoredData;
  readonly repositoryArn: string;
  readonly encryptsVolume: boolean;
}

/** What a training job may do: read the training and validation splits (never the test split), write its model. */
export class TrainingRole extends ContainerRole {
  constructor(scope: Construct, id: string, { data, repositoryArn, encryptsVolume }: TrainingRoleProps) {
    super(scope, id, {
      key: data.key,
      repositoryArn,
      // One group for all training jobs of the account: it is not ours to own.
      logGroupName: '/aws/sagemaker/TrainingJobs',
      createsLogGroup: true,
      metricsNamespace: '/aws/sagemaker/TrainingJobs',
      encryptsVolume,
    });
    const places = Object.values(TRAINING_CHANNELS);
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
      wildcard: 'The images of the training and validation splits, whatever their names.',
    });
    // A job that goes on after an interruption reads its own checkpoints.
    allow(this, {
      sid: 'WriteModels',
      actions: ['s3:GetObject', 's3:PutObject'],
      resources: [data.models.arnForObjects('*')],
      wildcard: 'Model artifacts and checkpoints lie under the job’s name, which is made at run time.',
    });
    allow(this, { sid: 'ListModels', actions: ['s3:ListBucket'], resources: [data.models.bucketArn] });
  }
}
