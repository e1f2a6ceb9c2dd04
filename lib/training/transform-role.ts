import type { Construct } from 'constructs';
import { splitPrefix, TRAINING_RUN_PREFIX } from '../../core/contracts/storage-layout';
import { allow } from '../checks/allow';
import { ContainerRole } from '../machine/container-role';
import type { StoredData } from '../storage/stored-data';

const IMAGE_PLACES = [splitPrefix('validation'), splitPrefix('test')];

export interface TransformRoleProps {
  readonly data: StoredData;
  readonly repositoryArn: string;
  readonly encryptsVolume: boolean;
  /** Prefixes of what candidates are asked about, in the images bucket. @default the validation and test splits of images */
  readonly places?: readonly string[];
  /** Whether a job finds its input by listing, as where no manifest names it. @default false */
  readonly listsPlaces?: boolean;
}

/** What a candidate may do while it is judged: read its model, the validation and test splits, and write its answers. */
export class TransformRole extends ContainerRole {
  constructor(scope: Construct, id: string, props: TransformRoleProps) {
    const { data, repositoryArn, encryptsVolume, places = IMAGE_PLACES, listsPlaces = false } = props;
    super(scope, id, {
      key: data.key,
      repositoryArn,
      // One group for all transform jobs of the account: it is not ours to own.
      logGroupName: '/aws/sagemaker/TransformJobs',
      createsLogGroup: true,
      metricsNamespace: '/aws/sagemaker/TransformJobs',
      encrypts: false,
      encryptsVolume,
    });
    allow(this, {
      sid: 'ReadCandidate',
      actions: ['s3:GetObject'],
      resources: [data.models.arnForObjects('*/output/model.tar.gz')],
      wildcard: 'Whichever job’s model is judged.',
    });
    allow(this, {
      sid: 'ReadJudgedData',
      actions: ['s3:GetObject'],
      resources: places.map((place) => data.images.arnForObjects(`${place}*`)),
      wildcard: 'What is in the validation and test splits, whatever its name.',
    });
    if (listsPlaces) {
      allow(this, {
        sid: 'ListJudgedData',
        actions: ['s3:ListBucket'],
        resources: [data.images.bucketArn],
        conditions: { StringLike: { 's3:prefix': places.map((place) => `${place}*`) } },
      });
    } else this.allowManifest(data);
    allow(this, {
      sid: 'WriteAnswers',
      actions: ['s3:PutObject'],
      resources: [data.models.arnForObjects(`${TRAINING_RUN_PREFIX}*`)],
      wildcard: 'Answers lie under the execution’s name.',
    });
  }

  /**
   * SageMaker looks for the manifest by listing: "… that objects exist under that S3 prefix, and that the role has s3:ListBucket permissions on bucket …" is
   * what CreateTransformJob answers otherwise (aws/amazon-sagemaker-examples, issue 2414). The images are named by the manifest and only read.
   */
  private allowManifest({ models }: StoredData): void {
    allow(this, {
      sid: 'FindManifest',
      actions: ['s3:ListBucket'],
      resources: [models.bucketArn],
      conditions: { StringLike: { 's3:prefix': `${TRAINING_RUN_PREFIX}*` } },
    });
    allow(this, {
      sid: 'ReadManifest',
      actions: ['s3:GetObject'],
      resources: [models.arnForObjects(`${TRAINING_RUN_PREFIX}*`)],
      wildcard: 'The manifest lies under the execution’s name.',
    });
  }
}
