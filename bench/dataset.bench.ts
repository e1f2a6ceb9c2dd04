import { createReadStream, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { extractCifar } from '../cli/data/extract-cifar';
import { FileWrites } from '../cli/data/file-writes';
import { ownImages } from '../cli/data/own-images';
import { CIFAR100_CLASSES } from '../core/dataset/cifar/cifar-classes';
import { syntheticVehicles } from '../core/dataset/synthetic-vehicles';
import { encodePng } from '../core/image/encode-png';
import { SeededRandom } from '../core/seeded-random';
import { type MadeRow, makeCifarArchive } from '../test/unit/dataset/cifar/make-cifar-archive';
import { type Bench, type Measurement, median } from './bench';

const CLASSES = ['bicycle', 'motorcycle', 'pickup_truck'];

export const bench: Bench = {
  name: 'dataset',
  about: 'CIFAR-100 archive to PNG and lists; synthetic vehicles',
  async run({ quick }) {
    const folder = mkdtempSync(join(tmpdir(), 'dataset-bench-'));
    try {
      return [...(await archiveToImages(folder, quick)), await syntheticImages(quick)];
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

/** Unpacking and creating files happen side by side, each on threads of its own: both are measured alone too, in time and in processor time. */
async function archiveToImages(folder: string, quick: boolean): Promise<readonly Measurement[]> {
  const [train, test] = quick ? [5000, 1000] : [50_000, 10_000];
  const archive = join(folder, 'archive.tar.gz');
  writeFileSync(archive, await makeCifarArchive({ train: madeRows(train), test: madeRows(test) }));
  const ours: Spent[] = [];
  const gunzip: Spent[] = [];
  const creation: Spent[] = [];
  for (let round = 0; round < (quick ? 1 : 5); round += 1) {
    gunzip.push(await spent(() => gunzipAlone(archive)));
    const target = join(folder, `images-${round}`);
    ours.push(await spent(() => extractCifar({ archive, folder: target, classes: CLASSES })));
    const set = await ownImages({ folder: target });
    const expected = (3 * (train + test)) / 100;
    if (set.train.length + set.test.length !== expected) throw new Error(`${expected} images were to be written.`);
    const files = await Promise.all([...set.train, ...set.test].map((item) => item.read()));
    creation.push(await spent(() => createAlone(join(folder, `files-${round}`), files)));
  }
  const name = `CIFAR-like archive of ${train + test} images, ${CLASSES.length} classes to PNG and .lst`;
  const of = (all: readonly Spent[], kind: keyof Spent): number => median(all.map((one) => one[kind]));
  return [
    {
      name,
      value: of(ours, 'seconds'),
      unit: 's',
      reference: { name: 'gunzip alone', value: of(gunzip, 'seconds') },
      target: 'at most 1.5 times gunzip alone',
    },
    {
      name: 'the same, processor time',
      value: of(ours, 'cpuSeconds'),
      unit: 's',
      reference: { name: 'gunzip alone', value: of(gunzip, 'cpuSeconds') },
    },
    {
      name: 'creating the same files alone, processor time',
      value: of(creation, 'cpuSeconds'),
      unit: 's',
      reference: { name: 'gunzip alone', value: of(gunzip, 'cpuSeconds') },
    },
  ];
}

/** What is written, without making it. */
async function createAlone(folder: string, files: readonly Uint8Array[]): Promise<void> {
  mkdirSync(folder);
  const writes = new FileWrites();
  for (const [at, bytes] of files.entries()) await writes.add(join(folder, `${at}.png`), bytes);
  await writes.finish();
}

async function gunzipAlone(archive: string): Promise<void> {
  let bytes = 0;
  const count = new Writable({
    write(chunk: Buffer, _, done) {
      bytes += chunk.length;
      done();
    },
  });
  await pipeline(createReadStream(archive, { highWaterMark: 1 << 18 }), createGunzip({ chunkSize: 120 * 1024 }), count);
  if (bytes === 0) throw new Error('Nothing was unpacked.');
}

/** Pixels that compress as photographs do, to nine tenths: the pool is larger than gzip's window, so that nothing repeats within it. */
function madeRows(count: number): MadeRow[] {
  const random = new SeededRandom('bench', count);
  const pool = new Uint8Array(1 << 22);
  let level = 128;
  for (let at = 0; at < pool.length; at += 1) {
    level = Math.min(255, Math.max(0, level + random.bell() * 40));
    pool[at] = level;
  }
  return Array.from({ length: count }, (_, row) => {
    const fineLabel = row % 100;
    const from = (row * 3011) % (pool.length - 3072);
    const file = `${CIFAR100_CLASSES[fineLabel]}_s_${String(row).padStart(6, '0')}.png`;
    return { fineLabel, file, pixels: pool.subarray(from, from + 3072) };
  });
}

async function syntheticImages(quick: boolean): Promise<Measurement> {
  const { train } = syntheticVehicles({ classes: CLASSES, seed: 1 });
  const count = quick ? 100 : 600;
  const rates: number[] = [];
  const reference: number[] = [];
  const noise = new Uint8Array(4096).map((_, at) => (at * 2654435761) >>> 24);
  for (let round = 0; round < (quick ? 1 : 5); round += 1) {
    let drawn = 0;
    const spent = await seconds(async () => {
      for (const item of train.slice(0, count)) drawn += Number((await item.read()).length > 0);
    });
    rates.push(drawn / spent);
    let encoded = 0;
    const encoding = await seconds(async () => {
      for (let turn = 0; turn < count; turn += 1) encoded += Number(encodePng(noise, 32, 32).length > 0);
    });
    reference.push(encoded / encoding);
  }
  return {
    name: 'synthetic vehicles, drawn and encoded as PNG',
    value: median(rates),
    unit: 'images/s',
    reference: { name: 'encoding alone', value: median(reference) },
  };
}

interface Spent {
  readonly seconds: number;
  /** Of all threads of this process, the kernel's work for it included. */
  readonly cpuSeconds: number;
}

async function spent(work: () => Promise<void>): Promise<Spent> {
  const before = process.cpuUsage();
  const wall = await seconds(work);
  const { user, system } = process.cpuUsage(before);
  return { seconds: wall, cpuSeconds: (user + system) / 1e6 };
}

async function seconds(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}
