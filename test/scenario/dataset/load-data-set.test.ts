import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadDataSet } from '../../../cli/data/load-data-set';
import type { DataItem, DataSetProgress } from '../../../core/dataset/data-set';
import { decodeImage } from '../../../core/image/decode-image';
import { TEST, TRAIN } from '../../unit/dataset/cifar/made-rows';
import { makeCifarArchive } from '../../unit/dataset/cifar/make-cifar-archive';
import { ByteServer, serve } from './byte-server';

let cacheFolder: string;
let server: ByteServer | undefined;

beforeEach(() => {
  cacheFolder = mkdtempSync(join(tmpdir(), 'data-set-'));
});

afterEach(async () => {
  await server?.stop();
  server = undefined;
  rmSync(cacheFolder, { recursive: true, force: true });
});

async function published(archive: Buffer) {
  server = await ByteServer.start(serve(archive));
  return { url: server.url, md5: createHash('md5').update(archive).digest('hex') };
}

const redOf = async (item: DataItem) => decodeImage(await item.read()).rgba[0];

describe('loadDataSet with cifar100', () => {
  const options = { dataset: 'cifar100', seed: 1 } as const;

  it('downloads once and writes PNG files and lists when asked twice', async () => {
    const cifarArchive = await published(await makeCifarArchive({ train: TRAIN, test: TEST }));
    const steps = new Set<string>();
    const onProgress = ({ step }: DataSetProgress) => void steps.add(step);
    const classes = ['pickup_truck', 'bicycle', 'motorcycle'];

    const first = await loadDataSet({ ...options, classes, cacheFolder, cifarArchive, onProgress });
    const second = await loadDataSet({ ...options, classes, cacheFolder, cifarArchive });

    expect(server!.ranges).toHaveLength(1);
    expect([...steps]).toEqual(['downloading CIFAR-100', 'reading the archive', 'looking into the images']);
    expect(first).toMatchObject({ name: 'cifar100', classes });
    expect(first.train.map(({ row, label }) => [row, label])).toEqual([
      [8, 1],
      [48, 2],
      [58, 0],
      [108, 1],
      [148, 2],
      [158, 0],
      [208, 1],
    ]);
    expect(first.test.map(({ row, label, file }) => [row, label, file]).slice(0, 2)).toEqual([
      [5, 1, 'bicycle_s_000005.png'],
      [45, 2, 'motorcycle_s_000045.png'],
    ]);
    for (const item of [...first.train, ...first.test]) expect(await redOf(item)).toBe(item.row);
    expect(second.train.map(({ file }) => file)).toEqual(first.train.map(({ file }) => file));
  });

  it('takes the first two classes when none is named', async () => {
    const cifarArchive = await published(await makeCifarArchive({ train: TRAIN, test: TEST }));

    expect((await loadDataSet({ ...options, cacheFolder, cifarArchive })).classes).toEqual(['bicycle', 'motorcycle']);
  });

  it('can be read as own images when its folder is given', async () => {
    const cifarArchive = await published(await makeCifarArchive({ train: TRAIN, test: TEST }));
    const set = await loadDataSet({ ...options, cacheFolder, cifarArchive });

    const data = join(cacheFolder, 'cifar-100', 'bicycle+motorcycle');
    const own = await loadDataSet({ ...options, dataset: 'synthetic', data, cacheFolder });

    expect(own.classes).toEqual(set.classes);
    expect(own.train.map(({ row, label, file }) => [row, label, file])).toEqual(
      set.train.map(({ row, label, file }) => [row, label, file]),
    );
  });

  it('keeps both images when two rows have one name', async () => {
    const twins = TRAIN.map((row, index) => (index === 108 ? { ...row, file: TRAIN[8]!.file } : row));
    const cifarArchive = await published(await makeCifarArchive({ train: twins, test: TEST }));

    const { train } = await loadDataSet({ ...options, cacheFolder, cifarArchive });

    expect(train.filter(({ label }) => label === 0).map(({ file }) => file)).toEqual([
      'bicycle_s_000008.png',
      'bicycle_s_000008_108.png',
      'bicycle_s_000208.png',
    ]);
    expect(await Promise.all(train.filter(({ label }) => label === 0).map(redOf))).toEqual([8, 108, 208]);
  });

  it('asks nobody when a class is misspelt', async () => {
    const cifarArchive = await published(Buffer.alloc(10));

    const loading = loadDataSet({ ...options, classes: ['bicycle', 'motorbike'], cacheFolder, cifarArchive });

    await expect(loading).rejects.toThrow(/no class 'motorbike'; did you mean /);
    expect(server!.ranges).toHaveLength(0);
  });

  it('leaves no half a folder behind when the archive is damaged', async () => {
    const archive = await makeCifarArchive({ train: TRAIN, test: TEST });
    const cifarArchive = await published(archive.subarray(0, archive.length - 200));

    await expect(loadDataSet({ ...options, cacheFolder, cifarArchive })).rejects.toMatchObject({
      name: 'ArchiveError',
    });
    expect(readdirSync(join(cacheFolder, 'cifar-100'))).toEqual(['cifar-100-python.tar.gz']);
  });
});

describe('loadDataSet with synthetic', () => {
  it('draws bicycles and motorcycles and writes nothing when nothing is named', async () => {
    const empty = join(cacheFolder, 'empty');
    mkdirSync(empty);

    const set = await loadDataSet({ dataset: 'synthetic', seed: 1, cacheFolder: empty });

    expect([set.name, set.classes, set.train.length, set.test.length]).toEqual([
      'synthetic',
      ['bicycle', 'motorcycle'],
      1000,
      200,
    ]);
    expect(existsSync(empty) && readdirSync(empty)).toEqual([]);
  });
});
