import type { DatasetManifest } from '../../../core/contracts/dataset-manifest';
import { manifestKey, type Split, splitPrefix } from '../../../core/contracts/storage-layout';
import { checkDataset, checkManifest, type StoredSplit } from '../../../core/training/check-dataset';
import { completeHyperparameters } from '../../../core/training/complete-hyperparameters';
import { matchAnswers } from '../../../core/training/match-answers';

const CLASSES = ['bicycle', 'motorcycle'];
const RULES = { maxClassRatio: 3 };
type Stored = Record<Split, StoredSplit>;

const stored = (labels: readonly number[]): StoredSplit => ({
  list: labels.map((label, row) => `${row}\t${label}\t${row}.png\n`).join(''),
  objects: labels.map((_, row) => ({ file: `${row}.png`, bytes: 100, etag: `etag${row}` })),
});
const whole = (): Stored => ({ train: stored([0, 1, 0, 1]), validation: stored([0, 1]), test: stored([0, 1]) });
function manifest(splits: Stored): DatasetManifest {
  const place = (split: Split) => ({
    prefix: splitPrefix(split),
    list: manifestKey(split),
    images: (splits[split].list ?? '').split('\n').length - 1,
  });
  const places = { train: place('train'), validation: place('validation'), test: place('test') };
  return { version: 1, name: 'vehicles', classes: CLASSES, splits: places };
}
const check = (splits: Stored, described = manifest(splits)) => checkDataset('images', described, splits, RULES);

it('gives every row with the version of its image', () => {
  expect(check(whole()).test).toEqual([
    { row: 0, label: 0, file: '0.png', etag: 'etag0' },
    { row: 1, label: 1, file: '1.png', etag: 'etag1' },
  ]);
});

describe('refuses as DatasetInvalid', () => {
  const changed = (split: Split, change: Partial<StoredSplit>): Stored => {
    const splits = whole();
    return { ...splits, [split]: { ...splits[split], ...change } };
  };
  it.each<[string, Stored, RegExp]>([
    [
      'a list that is missing',
      changed('validation', { list: undefined }),
      /no list s3:\/\/images\/validation\.lst.*channel is missing/,
    ],
    ['a channel without images', changed('train', { objects: [] }), /no image under s3:\/\/images\/train\/.*empty/],
    ['a malformed line', changed('train', { list: '0 0 0.png\n' }), /train\.lst line 1: .*tabs/],
    [
      'a label outside the classes',
      changed('train', { list: '0\t2\t0.png\n' }),
      /train\.lst line 1: label 2 is outside the 2 classes/,
    ],
    [
      'a row twice',
      changed('test', { list: '0\t0\t0.png\n0\t1\t1.png\n' }),
      /test\.lst line 2: row 0 was already on line 1/,
    ],
    ['a file twice', changed('test', { list: '0\t0\t0.png\n1\t1\t0.png\n' }), /file '0\.png' was already on line 1/],
    [
      'a file that is not there',
      changed('test', { list: '0\t0\t0.png\n1\t1\tx.png\n' }),
      /1 of the 2 files of test\.lst are not under .*: x\.png/,
    ],
    [
      'an empty file',
      changed('test', {
        objects: [
          { file: '0.png', bytes: 0, etag: '' },
          { file: '1.png', bytes: 9, etag: '' },
        ],
      }),
      /1 files .* empty or .*: 0\.png/,
    ],
    ['a class without test images', { ...whole(), test: stored([0, 0]) }, /test split has no image of motorcycle/],
    [
      'classes out of balance',
      { ...whole(), train: stored([0, 0, 0, 0, 1]) },
      /bicycle has 4 .* motorcycle has 1, more than 3 to 1/,
    ],
  ])('%s', (_, splits, message) => {
    expect(() => check(splits)).toThrow(
      expect.objectContaining({ name: 'DatasetInvalid', message: expect.stringMatching(message) }),
    );
  });

  it('other numbers of images than the manifest counts', () => {
    const splits = whole();
    expect(() => check({ ...splits, train: stored([0, 1]) }, manifest(splits))).toThrow(/counts 4 images .* lists 2/);
  });

  it('places that the training role may not read', () => {
    const described = manifest(whole());
    const splits = { ...described.splits, train: { ...described.splits.train, prefix: 'elsewhere/' } };
    expect(() => checkManifest({ ...described, splits })).toThrow(/at 'elsewhere\/'.*reads 'train\/'/);
  });

  it('a class that is named twice', () => {
    expect(() => checkManifest({ ...manifest(whole()), classes: ['a', 'a'] })).toThrow(/"a" twice/);
  });
});

it('checks 100,000 images in a few seconds', () => {
  const splits = { ...whole(), train: stored(Array.from({ length: 100_000 }, (_, row) => row % 2)) };
  const began = performance.now();
  check(splits);
  expect(performance.now() - began).toBeLessThan(5_000);
});

describe('hyperparameters', () => {
  const known = { classes: CLASSES, trainImages: 850 };

  it('are completed from the data set, with names for our own image alone', () => {
    const counted = { num_classes: '2', num_training_samples: '850' };
    expect(completeHyperparameters({ epochs: '3' }, known, 'built-in')).toEqual({ epochs: '3', ...counted });
    expect(completeHyperparameters({}, known, 'own')).toEqual({ ...counted, class_names: 'bicycle,motorcycle' });
  });

  it.each([
    ['contradict the data set', { num_classes: '3' }, 'own' as const, /num_classes is "3".*"2"/],
    ['the algorithm does not know', { class_names: 'a,b' }, 'built-in' as const, /class_names/],
  ])('are refused where they %s', (_, given, image, message) => {
    expect(() => completeHyperparameters(given as Record<string, string>, known, image)).toThrow(message);
  });

  it('have no room for a class name with a comma', () => {
    expect(() => completeHyperparameters({}, { classes: ['a,b', 'c'], trainImages: 1 }, 'own')).toThrow(/"a,b"/);
  });
});

it('finds an answer by its image’s path, whatever folders stand before it', () => {
  const images = ['validation/0.png', 'test/0.png', 'test/a b/1.png'];
  const answers = [
    'validation/0.png.out',
    'images/test/0.png.out',
    'test/a b/1.png.out',
    'test/2.png.out',
    'test/0.png',
  ];
  expect([...matchAnswers(images, answers)]).toEqual([
    ['validation/0.png', 'validation/0.png.out'],
    ['test/0.png', 'images/test/0.png.out'],
    ['test/a b/1.png', 'test/a b/1.png.out'],
  ]);
});
