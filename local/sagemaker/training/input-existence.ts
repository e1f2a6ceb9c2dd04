import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { LOCAL_REGION } from '../../account';
import { validationException } from '../request/parse-request';
import type { SageMakerContext } from '../sagemaker-context';
import { parseS3Uri } from '../storage/s3-location';
import type { TrainingJobInput } from './training-job-input';

/**
 * CreateTrainingJob itself refuses a channel whose prefix names no object. A role that may not list is no reason here: it fails
 * the job, whose reason then names the missing action.
 * @throws AwsError `ValidationException`
 */
export async function assertInputExists(context: SageMakerContext, input: TrainingJobInput): Promise<void> {
  const role = context.assume(input.RoleArn);
  try {
    for (const { DataSource } of input.InputDataConfig) {
      const { S3Uri } = DataSource.S3DataSource;
      const { bucket, key } = parseS3Uri(S3Uri);
      const found = await role.s3
        .send(new ListObjectsV2Command({ Bucket: bucket, Prefix: key, MaxKeys: 1 }))
        .then((page) => (page.KeyCount ?? page.Contents?.length ?? 0) > 0)
        .catch((error: Error) => error.name !== 'NoSuchBucket');
      if (found) continue;
      throw validationException(
        `No S3 objects found under S3 URL "${S3Uri}" given in input data source. Please ensure that the bucket exists in the selected region (${LOCAL_REGION}), that objects exist under that S3 prefix, and that the role "${input.RoleArn}" has "s3:ListBucket" permissions on bucket "${bucket}".`,
      );
    }
  } finally {
    role.end();
  }
}
