import type { IncomingHttpHeaders } from 'node:http';
import { localArn } from '../../account';
import type { S3Access } from '../access/s3-access';
import { bucketArn, objectArn } from '../access/s3-access';
import type { HeaderList } from '../protocol/respond';
import { invalidArgument } from '../protocol/s3-error';
import type { S3Request } from '../protocol/s3-request';
import type { BucketConfiguration } from '../storage/bucket-configuration';
import type { Encryption } from '../storage/object-version';

const SSE = 'x-amz-server-side-encryption';
const KEY_ID = `${SSE}-aws-kms-key-id`;
const BUCKET_KEY = `${SSE}-bucket-key-enabled`;

/** The key that S3 brings itself; every caller of the account may use it through S3. */
const AWS_MANAGED_KEY = localArn('kms', 'alias/aws/s3');
const S3_MANAGED: Encryption = { algorithm: 'AES256' };

/** The ARN of a key given by ARN, id or alias. */
export const kmsKeyArn = (key: string): string =>
  key.startsWith('arn:') ? key : localArn('kms', key.startsWith('alias/') ? key : `key/${key}`);

/**
 * How a new object is encrypted: as its request says, else as its bucket says, else by S3's own keys.
 * @throws S3Error `InvalidArgument`
 */
export function chooseEncryption(headers: IncomingHttpHeaders, bucket: BucketConfiguration): Encryption {
  const algorithm = headers[SSE] as string | undefined;
  const key = headers[KEY_ID] as string | undefined;
  const wantsBucketKey = headers[BUCKET_KEY] as string | undefined;
  const bucketKey = wantsBucketKey === undefined ? bucket.encryption?.bucketKey : wantsBucketKey === 'true';
  if (algorithm === undefined) {
    if (key !== undefined) {
      throw invalidArgument(`${KEY_ID} needs ${SSE}: aws:kms beside it.`, KEY_ID, key);
    }
    const chosen = bucket.encryption ?? S3_MANAGED;
    return chosen.kmsKeyArn === undefined ? chosen : { ...chosen, bucketKey };
  }
  if (algorithm === 'AES256' && key === undefined) return S3_MANAGED;
  if (algorithm !== 'aws:kms' && algorithm !== 'aws:kms:dsse') {
    throw invalidArgument('The encryption method specified is not supported', SSE, algorithm);
  }
  return { algorithm, kmsKeyArn: key === undefined ? AWS_MANAGED_KEY : kmsKeyArn(key), bucketKey };
}

/** The headers that tell how an object is encrypted. */
export function encryptionHeaders(
  { algorithm, kmsKeyArn, bucketKey }: Encryption,
  headers: HeaderList = [],
): HeaderList {
  headers.push(SSE, algorithm);
  if (kmsKeyArn !== undefined) headers.push(KEY_ID, kmsKeyArn);
  if (bucketKey === true) headers.push(BUCKET_KEY, 'true');
  return headers;
}

/**
 * Asks for the key of an object, where it has one of the account's.
 * @throws AwsError `AccessDenied`
 */
export function authorizeKey(
  access: S3Access,
  request: S3Request,
  action: 'kms:GenerateDataKey' | 'kms:Decrypt',
  encryption: Encryption,
  object: { readonly bucket: string; readonly key: string } = request,
): void {
  const { kmsKeyArn, bucketKey } = encryption;
  if (kmsKeyArn === undefined || kmsKeyArn === AWS_MANAGED_KEY) return;
  const encryptionArn = bucketKey === true ? bucketArn(object.bucket) : objectArn(object.bucket, object.key);
  access.kms(request, action, kmsKeyArn, encryptionArn);
}
