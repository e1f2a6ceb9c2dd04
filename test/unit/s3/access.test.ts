import { randomBytes } from 'node:crypto';
import {
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutBucketEncryptionCommand,
  PutObjectCommand,
  PutPublicAccessBlockCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import type { AccessRequest } from '../../../local/iam/authorizer';
import { failureOf, S3Laptop } from './s3-laptop';

const Bucket = 'guarded';
const KEY_ARN = 'arn:aws:kms:us-east-1:000000000000:key/1234';
let laptop: S3Laptop;
let s3: S3Client;

beforeAll(async () => {
  laptop = await S3Laptop.start();
  s3 = laptop.client();
  await s3.send(new CreateBucketCommand({ Bucket }));
  await s3.send(new PutObjectCommand({ Bucket, Key: 'here', Body: 'x', Tagging: 'kind=bicycle' }));
});
afterAll(() => laptop.stop());
beforeEach(() => {
  laptop.authorizer.requests.length = 0;
  laptop.authorizer.refused = () => false;
});

const refuse = (...actions: string[]): void => {
  laptop.authorizer.refused = ({ action }) => actions.includes(action);
};
const asked = (action: string): AccessRequest | undefined =>
  laptop.authorizer.requests.find((request) => request.action === action);
const get = (Key: string, VersionId?: string) => s3.send(new GetObjectCommand({ Bucket, Key, VersionId }));

it('asks for s3:GetObject on the object, with TLS and the existing tags', async () => {
  await get('here');

  expect(asked('s3:GetObject')).toMatchObject({
    resource: `arn:aws:s3:::${Bucket}/here`,
    context: { 'aws:SecureTransport': 'true', 's3:ExistingObjectTag/kind': 'bicycle' },
  });
});

it('asks for s3:ListBucket on the bucket, with the prefix', async () => {
  await s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'images/', Delimiter: '/' }));

  expect(asked('s3:ListBucket')).toMatchObject({
    resource: `arn:aws:s3:::${Bucket}`,
    context: { 's3:prefix': 'images/', 's3:delimiter': '/' },
  });
});

it('asks by the version when a version is named', async () => {
  await get('here', 'null');
  await s3.send(new GetObjectTaggingCommand({ Bucket, Key: 'here', VersionId: 'null' }));

  expect(laptop.authorizer.actions()).toEqual(['s3:GetObjectVersion', 's3:GetObjectVersionTagging']);
});

it('asks for the tags that a put brings, and for reading when it compares', async () => {
  await s3.send(new PutObjectCommand({ Bucket, Key: 'here', Body: 'x', Tagging: 'kind=bicycle', IfMatch: '*' }));

  expect(laptop.authorizer.actions()).toEqual(['s3:PutObject', 's3:PutObjectTagging', 's3:GetObject']);
  expect(asked('s3:PutObjectTagging')?.context).toMatchObject({ 's3:RequestObjectTag/kind': 'bicycle' });
});

it('answers 404 to who may list, and 403 to who may not, when a key is missing', async () => {
  expect(await failureOf(get('absent'))).toMatchObject({ name: 'NoSuchKey', status: 404 });
  refuse('s3:ListBucket');
  expect(await failureOf(get('absent'))).toMatchObject({ name: 'AccessDenied', status: 403 });
  expect(await failureOf(s3.send(new HeadObjectCommand({ Bucket, Key: 'absent' })))).toMatchObject({ status: 403 });
});

it('writes nothing when the put is refused', async () => {
  refuse('s3:PutObject');

  const put = new PutObjectCommand({ Bucket, Key: 'refused', Body: randomBytes(500_000) });

  expect(await failureOf(s3.send(put))).toMatchObject({ name: 'AccessDenied', status: 403 });
  expect(laptop.service.bucket(Bucket)?.objects.latest('refused')).toBeUndefined();
});

it('answers each key of DeleteObjects by itself', async () => {
  laptop.authorizer.refused = ({ resource }) => resource.endsWith('/secret');

  const { Deleted, Errors } = await s3.send(
    new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: 'open' }, { Key: 'secret' }] } }),
  );

  expect(Deleted).toMatchObject([{ Key: 'open' }]);
  expect(Errors).toMatchObject([{ Key: 'secret', Code: 'AccessDenied' }]);
});

it('tells who calls', async () => {
  const { accessKeyId, secretAccessKey, sessionToken } = laptop.roleCredentials();
  const role = laptop.client({ credentials: { accessKeyId, secretAccessKey, sessionToken } });

  await role.send(new HeadObjectCommand({ Bucket, Key: 'here' }));
  await fetch(`${laptop.endpoint}/${Bucket}/here`);

  expect(laptop.authorizer.requests.map(({ principal }) => principal.kind)).toEqual(['role', 'anonymous']);
});

it('refuses the anonymous whatever the policy says when the bucket restricts public access', async () => {
  const Public = 'restricted';
  await s3.send(new CreateBucketCommand({ Bucket: Public }));
  const PublicAccessBlockConfiguration = { RestrictPublicBuckets: true };
  await s3.send(new PutPublicAccessBlockCommand({ Bucket: Public, PublicAccessBlockConfiguration }));

  expect((await fetch(`${laptop.endpoint}/${Public}/k`)).status).toBe(403);
});

describe('with SSE-KMS by default', () => {
  const Kms = 'kms-bucket';
  const encrypt = (BucketKeyEnabled: boolean) =>
    s3.send(
      new PutBucketEncryptionCommand({
        Bucket: Kms,
        ServerSideEncryptionConfiguration: {
          Rules: [
            {
              BucketKeyEnabled,
              ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: '1234' },
            },
          ],
        },
      }),
    );

  beforeAll(async () => {
    await s3.send(new CreateBucketCommand({ Bucket: Kms }));
  });

  it.each([
    [true, `arn:aws:s3:::${Kms}`],
    [false, `arn:aws:s3:::${Kms}/k`],
  ])('asks for the key when bucket keys are %s, with %s as encryption context', async (bucketKey, context) => {
    await encrypt(bucketKey);
    laptop.authorizer.requests.length = 0;

    const put = await s3.send(new PutObjectCommand({ Bucket: Kms, Key: 'k', Body: 'x' }));
    const got = await s3.send(new GetObjectCommand({ Bucket: Kms, Key: 'k' }));

    const encryption = { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: KEY_ARN };
    expect([put, got]).toMatchObject([encryption, encryption]);
    expect(put.BucketKeyEnabled).toBe(bucketKey || undefined);
    expect(asked('kms:GenerateDataKey')).toMatchObject({
      resource: KEY_ARN,
      context: {
        'kms:ViaService': 's3.us-east-1.amazonaws.com',
        'kms:CallerAccount': '000000000000',
        'kms:EncryptionContext:aws:s3:arn': context,
      },
    });
    expect(asked('kms:Decrypt')).toMatchObject({ resource: KEY_ARN });
  });

  it('refuses puts and gets without the key', async () => {
    await encrypt(true);
    await s3.send(new PutObjectCommand({ Bucket: Kms, Key: 'k', Body: 'x' }));
    refuse('kms:GenerateDataKey', 'kms:Decrypt');

    expect((await failureOf(s3.send(new PutObjectCommand({ Bucket: Kms, Key: 'k', Body: 'x' })))).name).toBe(
      'AccessDenied',
    );
    expect((await failureOf(s3.send(new GetObjectCommand({ Bucket: Kms, Key: 'k' })))).name).toBe('AccessDenied');
    const head = { Bucket: Kms, Key: 'k' };
    await s3.send(new HeadObjectCommand(head));
    const withChecksum = s3.send(new HeadObjectCommand({ ...head, ChecksumMode: 'ENABLED' }));
    expect(await failureOf(withChecksum)).toMatchObject({ status: 403 });
  });

  it('asks for kms:Decrypt too when an object comes in parts', async () => {
    await encrypt(true);
    laptop.authorizer.requests.length = 0;
    const id = { Bucket: Kms, Key: 'parts' };

    const { UploadId } = await s3.send(new CreateMultipartUploadCommand(id));
    const { ETag, ChecksumCRC32 } = await s3.send(new UploadPartCommand({ ...id, UploadId, PartNumber: 1, Body: 'x' }));
    const MultipartUpload = { Parts: [{ PartNumber: 1, ETag, ChecksumCRC32 }] };
    await s3.send(new CompleteMultipartUploadCommand({ ...id, UploadId, MultipartUpload }));

    expect(laptop.authorizer.actions()).toEqual([
      's3:PutObject',
      'kms:GenerateDataKey',
      's3:PutObject',
      'kms:Decrypt',
      's3:PutObject',
      'kms:Decrypt',
    ]);
  });

  it('asks for no key of the account when S3 brings its own', async () => {
    await s3.send(new PutObjectCommand({ Bucket: Kms, Key: 'own', Body: 'x', ServerSideEncryption: 'aws:kms' }));

    expect(laptop.authorizer.actions()).toEqual(['s3:PutObject']);
  });
});
