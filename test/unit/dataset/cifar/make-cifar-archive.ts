import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';
import { CIFAR100_CLASSES } from '../../../../core/dataset/cifar/cifar-classes';

/** One image of an archive to be made. */
export interface MadeRow {
  /** CIFAR's own label, 0..99. */
  readonly fineLabel: number;
  readonly file: string;
  /** 3,072 bytes. */
  readonly pixels: Uint8Array;
}

export interface MadeArchive {
  readonly train: readonly MadeRow[];
  readonly test: readonly MadeRow[];
  readonly classNames?: readonly string[];
  /** Keys of each split's dictionary in this order; the published archive's by default. */
  readonly order?: readonly SplitKey[];
}

export type SplitKey = 'filenames' | 'batch_label' | 'fine_labels' | 'coarse_labels' | 'data';
const PUBLISHED_ORDER: readonly SplitKey[] = ['filenames', 'batch_label', 'fine_labels', 'coarse_labels', 'data'];

/** `cifar-100-python.tar.gz` as the publisher made it: pickles of protocol 2 by Python 2, the class names last. */
export async function makeCifarArchive(archive: MadeArchive): Promise<Buffer> {
  const { train, test, classNames = CIFAR100_CLASSES, order = PUBLISHED_ORDER } = archive;
  return gzipSync(
    await makeTar([
      { name: 'cifar-100-python/', bytes: Buffer.alloc(0) },
      { name: 'cifar-100-python/file.txt~', bytes: Buffer.from('') },
      { name: 'cifar-100-python/train', bytes: splitPickle(train, order) },
      { name: 'cifar-100-python/test', bytes: splitPickle(test, order) },
      { name: 'cifar-100-python/meta', bytes: metaPickle(classNames) },
    ]),
    { level: 1 },
  );
}

export async function makeTar(files: readonly { readonly name: string; readonly bytes: Buffer }[]): Promise<Buffer> {
  const tar = pack();
  for (const { name, bytes } of files) {
    if (name.endsWith('/')) tar.entry({ name, type: 'directory' });
    else tar.entry({ name }, bytes);
  }
  tar.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of tar) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

export function splitPickle(rows: readonly MadeRow[], order: readonly SplitKey[] = PUBLISHED_ORDER): Buffer {
  const values: Readonly<Record<SplitKey, () => Buffer[]>> = {
    filenames: () => list(rows.map(({ file }) => byteString(Buffer.from(file, 'latin1')))),
    batch_label: () => [byteString(Buffer.from('training batch 1 of 1'))],
    fine_labels: () => list(rows.map(({ fineLabel }) => Buffer.from([0x4b, fineLabel]))),
    coarse_labels: () => list(rows.map(({ fineLabel }) => Buffer.from([0x4b, fineLabel % 20]))),
    data: () => numpyBytes(rows.map(({ pixels }) => pixels)),
  };
  const items = order.flatMap((key) => [byteString(Buffer.from(key)), ...values[key]()]);
  return Buffer.concat([Buffer.from([0x80, 2, 0x7d, 0x71, 0, 0x28]), ...items, Buffer.from('u.')]);
}

function metaPickle(names: readonly string[]): Buffer {
  const list100 = list(names.map((name) => byteString(Buffer.from(name))));
  return Buffer.concat([
    Buffer.from([0x80, 2, 0x7d, 0x71, 0, 0x28]),
    byteString(Buffer.from('fine_label_names')),
    ...list100,
    byteString(Buffer.from('coarse_label_names')),
    ...list([byteString(Buffer.from('vehicles 1'))]),
    Buffer.from('u.'),
  ]);
}

/** SHORT_BINSTRING or BINSTRING. */
export function byteString(bytes: Buffer): Buffer {
  if (bytes.length < 256) return Buffer.concat([Buffer.from([0x55, bytes.length]), bytes]);
  const head = Buffer.from([0x54, 0, 0, 0, 0]);
  head.writeInt32LE(bytes.length, 1);
  return Buffer.concat([head, bytes]);
}

/** EMPTY_LIST and APPENDS in runs of 1,000, as Python writes lists. */
function list(items: readonly Buffer[]): Buffer[] {
  const out: Buffer[] = [Buffer.from(']')];
  for (let from = 0; from < items.length; from += 1000) {
    out.push(Buffer.from('('), ...items.slice(from, from + 1000), Buffer.from('e'));
  }
  return out;
}

/** `numpy.core.multiarray._reconstruct(ndarray, (0,), 'b')` with state `(1, (n, 3072), dtype('u1'), False, bytes)`. */
function numpyBytes(rows: readonly Uint8Array[]): Buffer[] {
  const count = Buffer.alloc(4);
  count.writeInt32LE(rows.length);
  const length = Buffer.alloc(4);
  length.writeInt32LE(rows.length * 3072);
  return [
    Buffer.from('cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\n(K\x00tU\x01b\x87R', 'latin1'),
    Buffer.from('(K\x01(J', 'latin1'),
    count,
    Buffer.from('M\x00\x0ct', 'latin1'),
    Buffer.from(
      'cnumpy\ndtype\nU\x02u1K\x00K\x01\x87R(K\x03U\x01|NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK\x00tb\x89T',
      'latin1',
    ),
    length,
    ...rows.map((row) => Buffer.from(row)),
    Buffer.from('tb'),
  ];
}
