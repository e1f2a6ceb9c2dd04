import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectVersionsCommand,
  ListPartsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { S3Service } from '../../../local/s3/s3-service';
import { S3Laptop } from './s3-laptop';

const Bucket = 'durable';
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 's3-durability-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Files of bodies on disk, of all buckets. */
const bodyFiles = (): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.parentPath.includes('bodies'))
    .map(({ name }) => name);

const open = (): S3Service => new S3Service({ folder, authorizer: { authorize: () => undefined } });

it('finds objects, versions, tags, configuration and uploads again after a restart', async () => {
  const before = await S3Laptop.start(folder);
  let s3 = before.client();
  await s3.send(new CreateBucketCommand({ Bucket }));
  await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
  for (const Body of ['one', 'two'])
    await s3.send(new PutObjectCommand({ Bucket, Key: 'k', Body, Metadata: { site: 'a' } }));
  const Tagging = { TagSet: [{ Key: 'kind', Value: 'bicycle' }] };
  await s3.send(new PutObjectTaggingCommand({ Bucket, Key: 'k', Tagging }));
  await s3.send(new DeleteObjectCommand({ Bucket, Key: 'gone' }));
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key: 'parts' }));
  await s3.send(new UploadPartCommand({ Bucket, Key: 'parts', UploadId, PartNumber: 3, Body: 'part' }));
  const versionsBefore = await s3.send(new ListObjectVersionsCommand({ Bucket }));
  await before.close();

  const after = await S3Laptop.start(folder);
  s3 = after.client();
  const versions = await s3.send(new ListObjectVersionsCommand({ Bucket }));
  const object = await s3.send(new GetObjectCommand({ Bucket, Key: 'k' }));
  const parts = await s3.send(new ListPartsCommand({ Bucket, Key: 'parts', UploadId }));

  expect({ ...versions, $metadata: {} }).toEqual({ ...versionsBefore, $metadata: {} });
  expect(await object.Body!.transformToString()).toBe('two');
  expect(object).toMatchObject({ Metadata: { site: 'a' }, TagCount: 1 });
  expect(parts.Parts).toMatchObject([{ PartNumber: 3, Size: 4 }]);
  await after.close();
});

async function startChild(): Promise<{ child: ChildProcess; s3: S3Client }> {
  const child = fork(join(__dirname, 's3-process.ts'), [folder], { execArgv: ['--import', 'tsx'] });
  const [port] = (await once(child, 'message')) as [number];
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const s3 = new S3Client({ endpoint: `http://127.0.0.1:${port}`, region: 'us-east-1', credentials, maxAttempts: 1 });
  return { child, s3 };
}

it('keeps every acknowledged object whole, and nothing else, when the process is killed while it writes', async () => {
  const { child, s3 } = await startChild();
  const ended = once(child, 'exit');
  await s3.send(new CreateBucketCommand({ Bucket }));
  const acknowledged = new Map<string, string>();
  const writers = Array.from({ length: 8 }, async (_, writer) => {
    for (let at = 0; at < 1000; at++) {
      const Key = `${writer}/${at % 20}`;
      const Body = `${writer}-${at}-`.repeat(at % 5 === 0 ? 20_000 : 50);
      await s3.send(new PutObjectCommand({ Bucket, Key, Body }));
      acknowledged.set(Key, Body);
      if (acknowledged.size === 60) child.kill('SIGKILL');
    }
  });

  await Promise.allSettled(writers);
  await ended;
  const service = open();
  const bucket = service.bucket(Bucket)!;

  const files = new Set<string>();
  for (const [key, body] of acknowledged) {
    const version = bucket.objects.latest(key)!;
    expect(version.size).toBeGreaterThan(0);
    for (const { id, size } of version.segments) {
      expect(statSync(bucket.bodies.path(id)).size).toBe(size);
      const content = readFileSync(bucket.bodies.path(id), 'utf8');
      // A write that was under way may have come after the acknowledged one, but is whole then.
      expect(content).toMatch(/^(\d+-\d+-)\1*$/);
      if (version.size === body.length) files.add(String(id));
    }
  }
  await service.stop();
  s3.destroy();
  expect(acknowledged.size).toBeGreaterThanOrEqual(60);
  expect(files.size).toBeGreaterThan(0);
});

it('forgets a change whose line was torn, and its body', async () => {
  const service = open();
  service.ensureBucket(Bucket);
  await service.stop();
  const journal = join(folder, Bucket, 'journal.jsonl');
  const size = statSync(journal).size;
  appendFileSync(journal, '{"change":"put","version":{"key":"torn"');

  const again = open();

  expect(again.bucket(Bucket)?.objects.latest('torn')).toBeUndefined();
  expect(statSync(journal).size).toBe(size);
  await again.stop();
});

it('names file and line of a journal that is damaged in its middle', async () => {
  const service = open();
  service.ensureBucket(Bucket);
  await service.stop();
  const journal = join(folder, Bucket, 'journal.jsonl');
  appendFileSync(journal, 'rubbish\n{"change":"abort-upload","uploadId":"x"}\n');

  expect(open).toThrow(/journal\.jsonl is damaged in line 2/);
});

it('sweeps the bodies that a dead process left behind', async () => {
  const laptop = await S3Laptop.start(folder);
  const s3 = laptop.client();
  await s3.send(new CreateBucketCommand({ Bucket }));
  await s3.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'x' }));
  await laptop.close();
  writeFileSync(join(folder, Bucket, 'bodies', '0', '77'), 'left behind');

  const service = open();
  await new Promise((resolve) => setTimeout(resolve, 50));

  expect(bodyFiles()).toEqual(['1']);
  await service.stop();
});

it('leaves no body behind when objects are replaced and deleted', async () => {
  const laptop = await S3Laptop.start(folder);
  const s3 = laptop.client();
  await s3.send(new CreateBucketCommand({ Bucket }));
  for (const Body of ['1', '2', '3']) await s3.send(new PutObjectCommand({ Bucket, Key: 'k', Body }));
  await s3.send(new DeleteObjectCommand({ Bucket, Key: 'k' }));
  await new Promise((resolve) => setTimeout(resolve, 50));

  expect(bodyFiles()).toEqual([]);
  await laptop.close();
});

it('keeps a journal short however often an object is replaced', async () => {
  const service = open();
  const bucket = service.ensureBucket(Bucket);
  const draft = {
    key: 'k',
    modified: 0,
    etag: '',
    size: 0,
    segments: [],
    encryption: { algorithm: 'AES256' },
  } as const;

  for (let at = 0; at < 25_000; at++) bucket.put(draft);

  const lines = readFileSync(join(folder, Bucket, 'journal.jsonl'), 'utf8').split('\n').length;
  expect(lines).toBeLessThan(11_000);
  await service.stop();
});

it('refuses a folder that another service holds, and takes it once that one has stopped', async () => {
  const service = open();

  expect(open).toThrow(/is in use by process/);
  await service.stop();
  await open().stop();
});
