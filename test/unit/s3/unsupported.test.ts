import { request } from 'node:http';
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  GetBucketAclCommand,
  GetBucketLocationCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  PutBucketCorsCommand,
  PutBucketNotificationConfigurationCommand,
  PutObjectCommand,
  RestoreObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { failureOf, S3Laptop, SIGNED } from './s3-laptop';

const Bucket = 'plain';
let laptop: S3Laptop;
let s3: S3Client;

beforeAll(async () => {
  laptop = await S3Laptop.start();
  s3 = laptop.client();
  await s3.send(new CreateBucketCommand({ Bucket }));
});
afterAll(() => laptop.stop());

it.each([
  ['GetBucketAcl', () => s3.send(new GetBucketAclCommand({ Bucket }))],
  ['PutBucketCors', () => s3.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules: [] } }))],
  ['RestoreObject', () => s3.send(new RestoreObjectCommand({ Bucket, Key: 'k', RestoreRequest: { Days: 1 } }))],
])('names %s when it is asked for and not there', async (operation, call) => {
  const failure = await failureOf(call());

  expect(failure).toMatchObject({ name: 'NotImplemented', status: 501 });
  expect(failure.message).toContain(`does not have ${operation}`);
});

it('says what to use when notifications go elsewhere than to EventBridge', async () => {
  const NotificationConfiguration = {
    QueueConfigurations: [{ QueueArn: 'arn:aws:sqs:us-east-1:000000000000:q', Events: [] }],
  };

  const failure = await failureOf(
    s3.send(new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration })),
  );

  expect(failure.message).toContain('EventBridgeConfiguration');
});

it('explains path style when the bucket comes in the host name', async () => {
  const body = await new Promise<string>((resolve, reject) => {
    const headers = { ...SIGNED, host: `${Bucket}.localhost:${laptop.port}` };
    const outgoing = request({ host: '127.0.0.1', port: laptop.port, path: '/key', headers }, async (answer) => {
      let text = '';
      for await (const chunk of answer) text += chunk;
      resolve(text);
    });
    outgoing.on('error', reject).end();
  });

  expect(body).toContain('<Code>InvalidRequest</Code>');
  expect(body).toContain('forcePathStyle');
});

it.each(['ab', 'Upper', 'with_underscore', '127.0.0.1', 'a..b'])('refuses the bucket name %s', async (name) => {
  const answer = await fetch(`${laptop.endpoint}/${name}`, { method: 'PUT', headers: SIGNED });

  expect(await answer.text()).toContain('<Code>InvalidBucketName</Code>');
});

it('refuses a bucket in another region', async () => {
  const CreateBucketConfiguration = { LocationConstraint: 'eu-central-1' } as const;

  const failure = await failureOf(s3.send(new CreateBucketCommand({ Bucket: 'far-away', CreateBucketConfiguration })));

  expect(failure.name).toBe('IllegalLocationConstraintException');
});

it('creates, finds, lists and deletes buckets', async () => {
  await s3.send(new CreateBucketCommand({ Bucket: 'brief' }));

  await s3.send(new HeadBucketCommand({ Bucket: 'brief' }));
  expect((await s3.send(new ListBucketsCommand({}))).Buckets?.map(({ Name }) => Name)).toEqual(['brief', Bucket]);
  expect((await s3.send(new GetBucketLocationCommand({ Bucket: 'brief' }))).LocationConstraint).toBeUndefined();
  await s3.send(new DeleteBucketCommand({ Bucket: 'brief' }));
  expect(await failureOf(s3.send(new HeadBucketCommand({ Bucket: 'brief' })))).toMatchObject({ status: 404 });
});

it.each([
  ['ACLs', { ACL: 'public-read' }, 'AccessControlListNotSupported'],
  ['an unknown storage class', { StorageClass: 'CHEAP' }, 'InvalidStorageClass'],
  ['customer keys', { SSECustomerAlgorithm: 'AES256' }, 'NotImplemented'],
  ['a comparison that writes do not have', { IfNoneMatch: '"abc"' }, 'NotImplemented'],
  ['too long a tag', { Tagging: `k=${'v'.repeat(257)}` }, 'InvalidTag'],
])('refuses %s on a put', async (_what, more, code) => {
  const put = new PutObjectCommand({ Bucket, Key: 'k', Body: 'x', ...(more as object) });

  expect((await failureOf(s3.send(put))).name).toBe(code);
});

it.each([
  ['<Delete><Object></Delete>', 'MalformedXML'],
  ['<!DOCTYPE d [<!ENTITY e "x">]><Delete><Object><Key>&e;</Key></Object></Delete>', 'MalformedXML'],
  ['', 'MalformedXML'],
])('refuses the document %s', async (body, code) => {
  const { createHash } = await import('node:crypto');
  const headers = { ...SIGNED, 'content-md5': createHash('md5').update(body).digest('base64') };

  const answer = await fetch(`${laptop.endpoint}/${Bucket}?delete`, { method: 'POST', headers, body });

  expect(await answer.text()).toContain(`<Code>${code}</Code>`);
});

it('refuses a path that is not percent-encoded properly', async () => {
  const text = await new Promise<string>((resolve) => {
    request({ host: '127.0.0.1', port: laptop.port, path: `/${Bucket}/%zz`, headers: SIGNED }, async (answer) => {
      let body = '';
      for await (const chunk of answer) body += chunk;
      resolve(body);
    }).end();
  });

  expect(text).toContain('<Code>InvalidURI</Code>');
});
