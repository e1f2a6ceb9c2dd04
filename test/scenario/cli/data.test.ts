import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HeadObjectCommand, ListObjectVersionsCommand } from '@aws-sdk/client-s3';
import { Interrupted } from '../../../cli/interrupt';
import { datasetManifestSchema } from '../../../core/contracts/dataset-manifest';
import { parseImageList } from '../../../core/dataset/image-list';
import { runCommand } from '../../fixtures/cli/run-command';
import { pngImage } from '../../fixtures/images';
import { WorkflowLaptop } from '../../fixtures/laptop/workflow-laptop';
import { temporaryFolder } from '../../fixtures/temporary-folder';
import { TEST, TRAIN } from '../../unit/dataset/cifar/made-rows';
import { makeCifarArchive } from '../../unit/dataset/cifar/make-cifar-archive';
import { ByteServer, serve } from '../dataset/byte-server';

const START_LIMIT_MILLISECONDS = 300_000;

const folder = temporaryFolder();
let laptop: WorkflowLaptop;

beforeAll(async () => {
  laptop = await WorkflowLaptop.start();
}, START_LIMIT_MILLISECONDS);
afterAll(async () => {
  await laptop.stop();
  folder.remove();
});

const at = (...names: string[]): string => join(folder.path, ...names);
const text = (...names: string[]): string => readFileSync(at(...names), 'utf8');

/** Ten training and two test images a class. */
function ownImages(name: string): string {
  for (const [index, kind] of ['cat', 'dog'].entries()) {
    for (const [split, count] of [
      ['train', 10],
      ['test', 2],
    ] as const) {
      mkdirSync(at(name, split, kind), { recursive: true });
      for (let row = 0; row < count; row += 1) {
        writeFileSync(at(name, split, kind, `${row}.png`), pngImage(8, 8, index * 100 + row));
      }
    }
  }
  return at(name);
}

async function succeeded(args: readonly string[]) {
  const { code, stdout, stderr } = await runCommand([...args, '--json']);
  expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout);
}

const upload = (prepared: string, ...more: string[]) =>
  succeeded(['data', 'upload', prepared, '--endpoint-url', laptop.laptop.url, ...more]);

const versionsOf = async (key: string): Promise<number> => {
  const list = new ListObjectVersionsCommand({ Bucket: laptop.images, Prefix: key });
  const { Versions = [] } = await laptop.clients.s3.send(list);
  return Versions.length;
};

describe('data prepare', () => {
  it('writes splits, lists and a manifest that agree, validation carved from train', async () => {
    const result = await succeeded([
      'data',
      'prepare',
      '--data',
      ownImages('own'),
      '--to',
      at('prepared'),
      '--validation',
      '0.2',
    ]);

    const manifest = datasetManifestSchema.parse(JSON.parse(text('prepared', 'dataset.json')));
    expect(result).toMatchObject({ folder: at('prepared'), name: 'own', classes: ['cat', 'dog'] });
    expect(Object.values(manifest.splits).map(({ images }) => images)).toEqual([16, 4, 4]);
    for (const [split, { images, list, prefix }] of Object.entries(manifest.splits)) {
      const rows = parseImageList(text('prepared', list), list, 2);
      expect(rows).toHaveLength(images);
      expect(rows.filter(({ file }) => existsSync(at('prepared', prefix, file)))).toHaveLength(images);
      expect(rows.filter(({ label }) => label === 1)).toHaveLength(images / 2);
      expect(split).toBe(prefix.replace('/', ''));
    }
  });

  it('carves a test split too from images that have none, apart from the validation split', async () => {
    const own = ownImages('undivided-own');
    const args = ['data', 'prepare', '--data', join(own, 'train'), '--to', at('undivided')];

    const { splits } = await succeeded([...args, '--test', '0.3', '--validation', '0.5']);

    expect(splits).toMatchObject({ train: { images: 6 }, validation: { images: 8 }, test: { images: 6 } });
    const files = ['train', 'validation', 'test'].flatMap((split) =>
      parseImageList(text('undivided', `${split}.lst`), split).map(({ file }) => file),
    );
    expect(new Set(files).size).toBe(20);
  });

  it('fetches CIFAR-100 from a mirror and prepares some of its classes', async () => {
    const archive = await makeCifarArchive({ train: TRAIN, test: TEST });
    const server = await ByteServer.start(serve(archive));
    const md5 = createHash('md5').update(archive).digest('hex');
    const cache = ['--cache', at('cache')];

    const fetched = await succeeded(['data', 'fetch', '--url', server.url, '--md5', md5, ...cache]);
    const cifar = ['--dataset', 'cifar100', '--classes', 'bicycle,motorcycle,pickup_truck', '--to', at('cifar')];
    const prepared = await succeeded(['data', 'prepare', ...cifar, ...cache]);
    await server.stop();

    expect(fetched).toMatchObject({ dataset: 'cifar100', bytes: archive.length, fetched: true });
    expect(prepared).toMatchObject({ name: 'cifar100', classes: ['bicycle', 'motorcycle', 'pickup_truck'] });
    expect(server.ranges).toHaveLength(1);
    expect(parseImageList(text('cifar', 'test.lst'), 'test.lst', 3).length).toBeGreaterThan(0);
  });

  it('leaves nothing behind when it is interrupted', async () => {
    const signal = AbortSignal.abort(new Interrupted('SIGINT'));

    const { code, stderr } = await runCommand(['data', 'prepare', '--to', at('interrupted')], signal);

    expect({ code, stderr }).toEqual({ code: 130, stderr: expect.stringMatching(/Interrupted: .*\n$/) });
    expect(readdirSync(folder.path).filter((name) => name.startsWith('interrupted'))).toEqual([]);
  });

  it('gives the same lists for the same seed and others for another', async () => {
    const own = ownImages('seeded');
    for (const [name, seed] of [
      ['one', '1'],
      ['again', '1'],
      ['two', '2'],
    ] as const) {
      await succeeded(['data', 'prepare', '--data', own, '--to', at(name), '--seed', seed]);
    }

    expect(text('again', 'validation.lst')).toBe(text('one', 'validation.lst'));
    expect(text('two', 'validation.lst')).not.toBe(text('one', 'validation.lst'));
  });

  it('replaces what it prepared before, and never a folder of somebody’s own', async () => {
    const own = ownImages('mine');
    const before = readdirSync(own);
    const args = ['data', 'prepare', '--data', own, '--to'];

    await succeeded([...args, at('replaced')]);
    await succeeded([...args, at('replaced')]);
    const { code, stderr } = await runCommand([...args, own]);

    expect(code).toBe(2);
    expect(stderr).toMatch(/^--to .*mine holds something that 'data prepare' did not write/);
    expect(readdirSync(own)).toEqual(before);
  });

  it.each([
    ['everything is held back', ['--validation', '1'], /must be below 1/],
    ['nothing is left to test', ['--test', '0'], /--test must be above 0/],
    ['there is no such folder', ['--data', '/nowhere'], /There is no folder '\/nowhere'/],
    ['a class cannot be drawn', ['--classes', 'bicycle,tram'], /'tram'/],
  ])('refuses and leaves nothing when %s', async (_, args, complaint) => {
    const { code, stderr } = await runCommand(['data', 'prepare', '--to', at('refused'), ...args]);

    expect(code).toBe(2);
    expect(stderr).toMatch(complaint);
    expect(readdirSync(folder.path).filter((name) => name.startsWith('refused'))).toEqual([]);
  });
});

describe('data upload', () => {
  it('brings images with their metadata, lists and the manifest', async () => {
    const prepared = at('vehicles');
    await succeeded(['data', 'prepare', '--to', prepared, '--classes', 'bicycle,pickup_truck']);

    const result = await upload(prepared, '--out', at('uploaded.json'));

    const { splits, classes, fingerprint } = datasetManifestSchema.parse(
      JSON.parse((await laptop.read(laptop.images, 'dataset.json')) ?? ''),
    );
    expect(result).toEqual({
      bucket: laptop.images,
      manifest: `s3://${laptop.images}/dataset.json`,
      changed: true,
      uploaded: 1200,
      unchanged: 0,
      stale: 0,
      deleted: 0,
    });
    expect(JSON.parse(text('uploaded.json'))).toEqual(result);
    expect({ classes, fingerprint }).toEqual({ classes: ['bicycle', 'pickup_truck'], fingerprint: expect.any(String) });
    expect(await laptop.read(laptop.images, splits.test.list)).toBe(text('vehicles', 'test.lst'));
    const [first] = parseImageList(text('vehicles', 'test.lst'), 'test.lst');
    const head = await laptop.clients.s3.send(
      new HeadObjectCommand({ Bucket: laptop.images, Key: `test/${first?.file}` }),
    );
    expect(head).toMatchObject({ ContentType: 'image/png', Metadata: { site: expect.any(String) } });
  });

  it('leaves alone what is there unchanged, the manifest too', async () => {
    const prepared = at('twice');
    await succeeded(['data', 'prepare', '--data', ownImages('twice-own'), '--to', prepared]);
    await upload(prepared, '--delete-stale');
    const before = await versionsOf('dataset.json');

    const second = await upload(prepared);

    expect(second).toMatchObject({ changed: false, uploaded: 0, unchanged: 24 });
    expect(await versionsOf('dataset.json')).toBe(before);
    expect(await versionsOf('test/cat/0.png')).toBe(1);
  });

  it('writes a changed image and, since the data set is another, the manifest', async () => {
    const prepared = at('changed');
    await succeeded(['data', 'prepare', '--data', ownImages('changed-own'), '--to', prepared]);
    await upload(prepared);
    const image = pngImage(8, 8, 999);
    writeFileSync(at('changed', 'test', 'dog', '1.png'), image);

    const result = await upload(prepared);

    expect(result).toMatchObject({ changed: true, uploaded: 1 });
    const key = { Bucket: laptop.images, Key: 'test/dog/1.png', ChecksumMode: 'ENABLED' } as const;
    const { ChecksumSHA256 } = await laptop.clients.s3.send(new HeadObjectCommand(key));
    expect(ChecksumSHA256).toBe(createHash('sha256').update(image).digest('base64'));
  });

  it('deletes objects that no list names only when told', async () => {
    const prepared = at('stale');
    await succeeded(['data', 'prepare', '--data', ownImages('stale-own'), '--to', prepared]);
    await upload(prepared, '--delete-stale');
    await laptop.upload('test/left-over.png');

    expect(await upload(prepared)).toMatchObject({ stale: 1, deleted: 0 });
    expect(await laptop.read(laptop.images, 'test/left-over.png')).toBeDefined();
    expect(await upload(prepared, '--delete-stale')).toMatchObject({ stale: 0, deleted: 1, changed: false });
    expect(await laptop.read(laptop.images, 'test/left-over.png')).toBeUndefined();
  });

  it.each([
    ['is not there', () => at('nowhere'), /There is no folder/],
    ['is not prepared', () => ownImages('raw'), /has no dataset\.json: .*data prepare --data/],
    [
      'lacks an image',
      async () => {
        await succeeded(['data', 'prepare', '--data', ownImages('gap-own'), '--to', at('gap')]);
        rmSync(at('gap', 'test', 'cat', '0.png'));
        return at('gap');
      },
      /test\.lst names 1 files that are not in .*cat\/0\.png/,
    ],
  ])('refuses a folder that %s', async (_, make, complaint) => {
    const { code, stderr } = await runCommand(['data', 'upload', await make(), '--endpoint-url', laptop.laptop.url]);

    expect(code).toBe(2);
    expect(stderr).toMatch(complaint);
  });
});
