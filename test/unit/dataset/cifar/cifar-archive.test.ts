import { gunzipSync, gzipSync } from 'node:zlib';
import { readCifarArchive } from '../../../../core/dataset/cifar/cifar-archive';
import { CIFAR100_CLASSES } from '../../../../core/dataset/cifar/cifar-classes';
import type { CifarRow } from '../../../../core/dataset/cifar/cifar-split';
import { ArchiveError, DataSetError } from '../../../../core/dataset/data-set-error';
import { BICYCLE, MOTORCYCLE, TEST, TRAIN } from './made-rows';
import { makeCifarArchive, makeTar, splitPickle } from './make-cifar-archive';

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(archive: Uint8Array, classes: readonly string[], size = 1000): Promise<CifarRow[]> {
  const rows: CifarRow[] = [];
  await readCifarArchive({ archive: pieces(archive, size), classes, onRow: (row) => void rows.push(row) });
  return rows;
}

const half = (bytes: Buffer): Buffer => bytes.subarray(0, bytes.length >> 1);

const places = (rows: readonly CifarRow[]) => rows.map(({ split, row, label }) => `${split} ${row} ${label}`);

describe('readCifarArchive', () => {
  it('takes each image from its own row of its own split when classes are chosen', async () => {
    const rows = await read(await makeCifarArchive({ train: TRAIN, test: TEST }), ['motorcycle', 'bicycle']);

    expect(places(rows)).toEqual([
      ...[8, 48, 108, 148, 208].map((row) => `train ${row} ${row % 100 === MOTORCYCLE ? 0 : 1}`),
      ...[5, 45, 105].map((row) => `test ${row} ${(row + 3) % 100 === MOTORCYCLE ? 0 : 1}`),
    ]);
    for (const { split, row, pixels, file } of rows) {
      const original = (split === 'train' ? TRAIN : TEST)[row]!;
      expect(Buffer.compare(pixels, original.pixels)).toBe(0);
      expect(file).toBe(original.file);
    }
  });

  it('does not mistake labels for rows when rows and labels differ', async () => {
    const shifted = TRAIN.map((row, index) => ({ ...row, fineLabel: index === 0 ? BICYCLE : (index + 50) % 100 }));

    const rows = await read(await makeCifarArchive({ train: shifted, test: TEST }), ['bicycle', 'motorcycle']);

    const bicycles = rows.filter(({ split, label }) => split === 'train' && label === 0);
    expect(bicycles.map(({ row }) => row)).toEqual([0, 58, 158]);
    // Red is the row: a reader that takes the label for a row would show 8, the bicycle's label, again and again.
    expect(bicycles.map(({ pixels }) => pixels[0])).toEqual([0, 58, 158]);
  });

  it.each([1, 7, 4096, 1 << 20])('gives the same rows when the archive comes in pieces of %i bytes', async (size) => {
    const archive = await makeCifarArchive({ train: TRAIN.slice(0, 60), test: TEST.slice(0, 50) });

    expect(places(await read(archive, ['bicycle', 'motorcycle'], size))).toEqual([
      'train 8 0',
      'train 48 1',
      'test 5 0',
      'test 45 1',
    ]);
  });

  it('gives the same rows when the labels come after the pixels', async () => {
    const order = ['data', 'fine_labels', 'coarse_labels', 'batch_label', 'filenames'] as const;

    const rows = await read(await makeCifarArchive({ train: TRAIN, test: TEST, order }), ['bicycle', 'motorcycle']);

    expect(places(rows)).toEqual(
      places(await read(await makeCifarArchive({ train: TRAIN, test: TEST }), ['bicycle', 'motorcycle'])),
    );
  });

  it('waits for the consumer when it takes its time', async () => {
    let atWork = 0;
    const most: number[] = [];
    const archive = await makeCifarArchive({ train: TRAIN, test: TEST });
    const onRow = async () => {
      atWork += 1;
      most.push(atWork);
      await new Promise((resolve) => setImmediate(resolve));
      atWork -= 1;
    };

    await readCifarArchive({ archive: pieces(archive, 5000), classes: ['bicycle', 'motorcycle'], onRow });

    expect(Math.max(...most)).toBe(1);
  });

  it('passes the consumer’s error on when it fails', async () => {
    const archive = await makeCifarArchive({ train: TRAIN, test: TEST });
    const fail = () => Promise.reject(new TypeError('disk full'));

    await expect(
      readCifarArchive({ archive: pieces(archive, 5000), classes: ['bicycle', 'motorcycle'], onRow: fail }),
    ).rejects.toThrow(new TypeError('disk full'));
  });

  it('names the classes most alike when a class is misspelt', async () => {
    const reading = read(Buffer.alloc(0), ['bycicle', 'motorcycle']);

    await expect(reading).rejects.toThrow(DataSetError);
    await expect(reading).rejects.toThrow(/no class 'bycicle'; did you mean bicycle, /);
  });
});

describe('readCifarArchive refuses', () => {
  const classes = ['bicycle', 'motorcycle'];
  const files = (train: Buffer) => [
    { name: 'cifar-100-python/train', bytes: train },
    { name: 'cifar-100-python/test', bytes: splitPickle(TEST) },
  ];

  it.each([
    ['cut off', async () => half(await makeCifarArchive({ train: TRAIN, test: TEST })), /damaged/],
    ['no gzip', async () => Buffer.from('<html>Not found</html>'), /damaged/],
    ['gzip of something else', async () => gzipSync(Buffer.alloc(2048, 65)), /damaged/],
    [
      'a tar that is cut off',
      async () => gzipSync(gunzipSync(await makeCifarArchive({ train: TRAIN, test: TEST })).subarray(0, 300_000)),
      /cut off|damaged/,
    ],
    ['without class names', async () => gzipSync(await makeTar(files(splitPickle(TRAIN)))), /no file 'meta'/],
    [
      'of other classes',
      async () => makeCifarArchive({ train: TRAIN, test: TEST, classNames: [...CIFAR100_CLASSES].reverse() }),
      /class names are not those/,
    ],
    [
      'cut off within a pickle',
      async () => gzipSync(await makeTar(files(splitPickle(TRAIN).subarray(0, 5000)))),
      /cut off before its end/,
    ],
    [
      'with fewer labels than images',
      async () => gzipSync(await makeTar(files(mixed()))),
      /has 230 images, 229 labels and 230 names/,
    ],
    [
      'with a name that leads elsewhere',
      async () => makeCifarArchive({ train: [{ ...TRAIN[8]!, file: '../../evil.png' }], test: TEST }),
      /names an image "\.\.\/\.\.\/evil\.png"/,
    ],
  ])('an archive when it is %s', async (_, make, message) => {
    const reading = read(await make(), classes);

    await expect(reading).rejects.toThrow(ArchiveError);
    await expect(read(await make(), classes)).rejects.toThrow(message);
  });

  /** The split's pickle with one label (`K` and a byte) cut out of fine_labels. */
  function mixed(): Buffer {
    const whole = splitPickle(TRAIN);
    const at = whole.indexOf('fine_labels') + 'fine_labels'.length + 2;
    return Buffer.concat([whole.subarray(0, at), whole.subarray(at + 2)]);
  }
});
