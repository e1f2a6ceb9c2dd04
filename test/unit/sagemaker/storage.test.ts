import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';
import { RecordStore } from '../../../local/sagemaker/state/record-store';
import { filesBelow, packFolder, unpackArchive } from '../../../local/sagemaker/storage/archive';
import { parallel } from '../../../local/sagemaker/storage/parallel';
import { keyBelow, parseS3Uri, relativePath } from '../../../local/sagemaker/storage/s3-location';
import { temporaryFolder } from '../../fixtures/temporary-folder';

const folder = temporaryFolder();
afterAll(() => folder.remove());

it.each([
  ['train/a.png', 'train/', 'a.png'],
  ['train/a.png', 'train', 'a.png'],
  ['train/deep/a.png', 'train', 'deep/a.png'],
  ['train.lst', 'train.lst', 'train.lst'],
  ['lists/train.lst', 'lists/train', 'train.lst'],
  ['a.png', '', 'a.png'],
])('lays %s of the prefix %s out as %s', (key, prefix, path) => {
  expect(relativePath(key, prefix)).toBe(path);
});

it('reads and extends S3 locations', () => {
  expect(parseS3Uri('s3://bucket/a/b')).toEqual({ bucket: 'bucket', key: 'a/b' });
  expect(parseS3Uri('s3://bucket')).toEqual({ bucket: 'bucket', key: '' });
  expect(() => parseS3Uri('bucket/a')).toThrow("'bucket/a' is not of the form s3://bucket/key.");
  expect([keyBelow('', 'x'), keyBelow('a', 'x'), keyBelow('a/', 'x')]).toEqual(['x', 'a/x', 'a/x']);
});

describe('an archive', () => {
  it('holds every file and is the same for the same files', async () => {
    const source = join(folder.path, 'model');
    mkdirSync(join(source, 'deep/er'), { recursive: true });
    writeFileSync(join(source, 'model.json'), '{}');
    writeFileSync(join(source, 'deep/er/weights'), Buffer.alloc(100_000, 7));
    await packFolder(source, join(folder.path, 'one.tar.gz'));
    await packFolder(source, join(folder.path, 'two.tar.gz'));
    await unpackArchive(join(folder.path, 'one.tar.gz'), join(folder.path, 'out'));

    expect(await filesBelow(join(folder.path, 'out'))).toEqual(['deep/er/weights', 'model.json']);
    expect(readFileSync(join(folder.path, 'out/deep/er/weights'))).toEqual(Buffer.alloc(100_000, 7));
    expect(readFileSync(join(folder.path, 'one.tar.gz'))).toEqual(readFileSync(join(folder.path, 'two.tar.gz')));
  });

  it.each([
    ['is text', Buffer.from('no archive')],
    ['is cut off', gzipSync(Buffer.alloc(10_000)).subarray(0, 20)],
    ['is empty', Buffer.alloc(0)],
  ])('is refused when it %s', async (_, bytes) => {
    const file = join(folder.path, 'bad.tar.gz');
    writeFileSync(file, bytes);

    await expect(unpackArchive(file, join(folder.path, 'bad'))).rejects.toThrow(/is not a tar\.gz archive/);
  });

  it.each(['../escaped', '/escaped', 'a/../../escaped'])('is refused when it holds %s', async (name) => {
    const tar = pack();
    tar.entry({ name }, 'x');
    tar.finalize();
    const chunks: Buffer[] = [];
    for await (const chunk of tar) chunks.push(chunk as Buffer);
    const file = join(folder.path, 'escape.tar.gz');
    writeFileSync(file, gzipSync(Buffer.concat(chunks)));

    await expect(unpackArchive(file, join(folder.path, 'inside'))).rejects.toThrow('leads out of its folder');
  });
});

describe('parallel', () => {
  it('works on every item, never more than the limit at once', async () => {
    let now = 0;
    let most = 0;
    const done: number[] = [];
    await parallel([1, 2, 3, 4, 5, 6, 7], 3, async (item) => {
      most = Math.max(most, ++now);
      await Promise.resolve();
      now--;
      done.push(item);
    });

    expect(done.sort()).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(most).toBe(3);
  });

  it('begins nothing new after the first failure', async () => {
    const begun: number[] = [];
    const work = parallel([1, 2, 3, 4], 1, async (item) => {
      begun.push(item);
      if (item === 2) throw new Error('two');
    });

    await expect(work).rejects.toThrow('two');
    expect(begun).toEqual([1, 2]);
  });
});

describe('RecordStore', () => {
  it('finds again what another process wrote, whatever the name', () => {
    const path = join(folder.path, 'records');
    const first = new RecordStore<{ readonly value: number }>(path);
    first.put('group/1', { value: 1 });
    first.put('arn:aws:x:y', { value: 2 });
    first.put('gone', { value: 3 });
    first.delete('gone');
    const second = new RecordStore<{ readonly value: number }>(path);

    expect([second.get('group/1'), second.get('arn:aws:x:y'), second.has('gone')]).toEqual([
      { value: 1 },
      { value: 2 },
      false,
    ]);
  });

  it('names a file that does not hold JSON', () => {
    const path = join(folder.path, 'broken');
    mkdirSync(path);
    writeFileSync(join(path, 'x.json'), '{');

    expect(() => new RecordStore(path)).toThrow(/x\.json is not JSON: delete it to go on without it\.$/);
  });
});
