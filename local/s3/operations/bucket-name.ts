import { S3Error } from '../protocol/s3-error';

const NAME = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const ADDRESS = /^\d+\.\d+\.\d+\.\d+$/;

/**
 * @throws S3Error `InvalidBucketName`
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 */
export function assertBucketName(name: string): void {
  if (NAME.test(name) && !name.includes('..') && !ADDRESS.test(name) && !name.startsWith('xn--')) return;
  throw new S3Error(
    'InvalidBucketName',
    'The specified bucket is not valid: 3 to 63 of a-z, 0-9, dot and hyphen, beginning and ending with a letter or digit.',
    400,
    { BucketName: name },
  );
}
