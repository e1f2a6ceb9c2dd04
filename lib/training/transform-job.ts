import { hasLocalStorage } from '../../core/contracts/instance-storage';
import { MAX_IMAGE_BYTES } from '../../core/contracts/limits';
import { TRAINING_CONTENT_TYPE } from '../../core/contracts/train-model';
import { jobName, jobTags } from './training-job';

/** Longest that a candidate may take for its answers, starting included: 20 images a second make 250,000. Seconds. */
export const TRANSFORM_SECONDS = 4 * 3600;

/** Requests at a time; times the payload they must stay within 100 MB. */
const PARALLEL_REQUESTS = 8;

export interface TransformJobTarget {
  readonly namePrefix: string;
  readonly instanceType: string;
  readonly keyArn: string;
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * Parameters of `sagemaker:createTransformJob.sync`: every image of the run's manifest is one request, its answer one object.
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateTransformJob.html
 */
export function transformJobParameters(target: TransformJobTarget): Readonly<Record<string, unknown>> {
  const { instanceType, keyArn } = target;
  return {
    'TransformJobName.$': jobName(target.namePrefix),
    'ModelName.$': '$.job.TrainingJobName',
    BatchStrategy: 'SingleRecord',
    MaxConcurrentTransforms: PARALLEL_REQUESTS,
    MaxPayloadInMB: MAX_IMAGE_BYTES / 2 ** 20,
    ModelClientConfig: { InvocationsTimeoutInSeconds: 60, InvocationsMaxRetries: 3 },
    TransformInput: {
      ContentType: TRAINING_CONTENT_TYPE,
      SplitType: 'None',
      DataSource: { S3DataSource: { S3DataType: 'ManifestFile', 'S3Uri.$': '$.prepared.transformManifest' } },
    },
    TransformOutput: { Accept: 'application/json', KmsKeyId: keyArn, 'S3OutputPath.$': '$.prepared.answers' },
    TransformResources: {
      InstanceCount: 1,
      InstanceType: instanceType,
      ...(hasLocalStorage(instanceType) ? {} : { VolumeKmsKeyId: keyArn }),
    },
    Tags: jobTags(target.tags),
  };
}
