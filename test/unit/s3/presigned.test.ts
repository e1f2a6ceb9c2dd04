import {
  CreateBucketCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { S3Laptop } from './s3-laptop';

const Bucket = 'presigned';
let laptop: S3Laptop;
let s3: S3Client;

beforeAll(async () => {
  laptop = await S3Laptop.start();
  s3 = laptop.client();
  await s3.send(new CreateBucketCommand({ Bucket }));
  await s3.send(new PutObjectCommand({ Bucket, Key: 'a b+c', Body: 'hello' }));
});
afterAll(() => laptop.stop());
afterEach(() => {
  laptop.now = undefined;
});

it('serves a presigned URL until its time is up', async () => {
  const url = await getSignedUrl(s3, new GetObjectCommand({ Bucket, Key: 'a b+c' }), { expiresIn: 60 });

  expect(await (await fetch(url)).text()).toBe('hello');
  laptop.now = new Date(Date.now() + 62_000);
  const late = await fetch(url);
  expect(late.status).toBe(403);
  expect(await late.text()).toMatch(/<Code>AccessDenied<\/Code><Message>Request has expired<\/Message>.*<Expires>/);
});

it('takes an upload by a presigned URL, with the metadata that was signed', async () => {
  const command = new PutObjectCommand({ Bucket, Key: 'up', Metadata: { site: 'north' } });
  const url = await getSignedUrl(s3, command, { expiresIn: 60 });

  const answer = await fetch(url, { method: 'PUT', body: 'uploaded' });

  expect(answer.status).toBe(200);
  const head = await s3.send(new HeadObjectCommand({ Bucket, Key: 'up' }));
  expect(head).toMatchObject({ ContentLength: 8, Metadata: { site: 'north' } });
});

it.each(['X-Amz-Expires=604801', 'X-Amz-Expires=0', 'X-Amz-Date=yesterday'])(
  'refuses a URL with %s',
  async (change) => {
    const [name = '', value = ''] = change.split('=');
    const url = new URL(await getSignedUrl(s3, new GetObjectCommand({ Bucket, Key: 'up' })));
    url.searchParams.set(name, value);

    const answer = await fetch(url);

    expect([answer.status, await answer.text()]).toEqual([
      400,
      expect.stringContaining('<Code>AuthorizationQueryParametersError</Code>'),
    ]);
  },
);

it('judges the caller of a presigned URL by who signed it', async () => {
  const { accessKeyId, secretAccessKey, sessionToken } = laptop.roleCredentials();
  const role = laptop.client({ credentials: { accessKeyId, secretAccessKey, sessionToken } });
  const url = await getSignedUrl(role, new GetObjectCommand({ Bucket, Key: 'a b+c' }));
  laptop.authorizer.requests.length = 0;

  await fetch(url);

  expect(laptop.authorizer.requests[0]?.principal).toMatchObject({ kind: 'role' });
});

it('serves a URL signed by version 2 until its second', async () => {
  const expires = Math.floor(Date.now() / 1000) + 60;
  const url = `${laptop.endpoint}/${Bucket}/a%20b%2Bc?AWSAccessKeyId=local&Signature=x&Expires=${expires}`;

  const inTime = await fetch(url);
  laptop.now = new Date((expires + 1) * 1000);
  const late = await fetch(url);

  expect([await inTime.text(), late.status]).toEqual(['hello', 403]);
});
