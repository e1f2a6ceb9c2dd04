import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { encode } from 'jpeg-js';
import { ownImages } from '../../../cli/data/own-images';
import { encodePng } from '../../../core/image/encode-png';

const PNG = encodePng(new Uint8Array(16).fill(120), 2, 2);
const JPEG = encode({ width: 2, height: 2, data: Buffer.alloc(16, 90) }, 80).data;

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'own-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Files by path; text or bytes; an entry of `true` is a PNG. */
function put(files: Readonly<Record<string, string | Buffer | true>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content === true ? PNG : content);
  }
}

const LISTS = {
  'train.lst': '3\t0\tbike_1.png\n9\t1\tsub folder/mötor 2.JPG\n',
  'test.lst': '1\t1\ta.png\n',
  'train/bike_1.png': true,
  'train/sub folder/mötor 2.JPG': JPEG,
  'test/a.png': true,
} as const;

const FOLDERS = {
  'train/cat/1.png': true,
  'train/dog/1.jpeg': JPEG,
  'test/cat/2.PNG': true,
  'test/dog/2.png': true,
} as const;

describe('ownImages with lists', () => {
  it('takes rows, labels and files from the lists when both are there', async () => {
    put(LISTS);

    const set = await ownImages({ folder });

    expect(set.classes).toEqual(['class-0', 'class-1']);
    expect(set.train).toMatchObject([
      { row: 3, label: 0, file: 'bike_1.png' },
      { row: 9, label: 1, file: 'sub folder/mötor 2.JPG' },
    ]);
    expect(Buffer.compare(await set.train[1]!.read(), JPEG)).toBe(0);
  });

  it('takes the names from classes.txt when there is one, and from the options before that', async () => {
    put({ ...LISTS, 'classes.txt': 'bicycle\r\nmotorcycle\r\n' });

    expect((await ownImages({ folder })).classes).toEqual(['bicycle', 'motorcycle']);
    expect((await ownImages({ folder, classes: ['b', 'm'] })).classes).toEqual(['b', 'm']);
  });

  it.each([
    [
      'names absent files',
      { 'train.lst': [1, 2, 3, 4, 5].map((n) => `${n}\t${n % 2}\t${n}.png\n`).join('') },
      /^train\.lst names 5 of 5 files that are not in '.*train': 1\.png, 2\.png, 3\.png and 2 more\.$/,
    ],
    [
      'has one class only',
      { 'train.lst': '1\t0\tbike_1.png\n' },
      /has images of one class only; it needs two or more\.$/,
    ],
    [
      'leaves a class out',
      { 'train.lst': '1\t0\tbike_1.png\n2\t2\tsub folder/mötor 2.JPG\n' },
      /has no image of class-1; labels run 0, 1, 2 …$/,
    ],
    [
      'has a label outside classes.txt',
      { 'classes.txt': 'a\nb\n', 'test.lst': '1\t2\ta.png\n' },
      /^test\.lst line 1: label 2 is outside the 2 classes 0 to 1\.$/,
    ],
    ['is malformed', { 'test.lst': 'a.png\n' }, /^test\.lst line 1: has 1 fields/],
  ])('refuses in one line when a list %s', async (_, files, message) => {
    put({ ...LISTS, ...files });

    await expect(ownImages({ folder })).rejects.toThrow(message);
  });

  it('refuses when one list is missing', async () => {
    const { 'test.lst': _, ...rest } = LISTS;
    put(rest);

    await expect(ownImages({ folder })).rejects.toThrow(/has train\.lst but no test\.lst/);
  });
});

describe('ownImages with a folder a class', () => {
  it('takes the classes from the folders, and what is nested in them, when there are no lists', async () => {
    put({
      ...FOLDERS,
      'train/cat/more/deep/x y.png': true,
      'train/cat/.hidden.png': 'x',
      'train/cat/notes.txt': 'x',
      'train/.git/a.png': 'x',
    });

    const set = await ownImages({ folder });

    expect(set.classes).toEqual(['cat', 'dog']);
    expect(set.train.map(({ row, label, file }) => [row, label, file])).toEqual([
      [0, 0, 'cat/1.png'],
      [1, 0, 'cat/more/deep/x y.png'],
      [2, 1, 'dog/1.jpeg'],
    ]);
    expect(set.test.map(({ file }) => file)).toEqual(['cat/2.PNG', 'dog/2.png']);
  });

  it('takes the classes that are asked for, in that order, when there are more', async () => {
    put({ ...FOLDERS, 'train/emu/1.png': true, 'test/emu/1.png': true });

    const { classes, test } = await ownImages({ folder, classes: ['emu', 'cat'] });

    expect([classes, test.map(({ label, file }) => [label, file])]).toEqual([
      ['emu', 'cat'],
      [
        [0, 'emu/1.png'],
        [1, 'cat/2.PNG'],
      ],
    ]);
  });

  it.each([
    [
      'has one class only',
      { 'train/cat/1.png': true, 'test/cat/1.png': true },
      /has one class only, 'cat'; it needs two or more folders/,
    ],
    ['has no class', { 'train/1.png': true, 'test/1.png': true }, /has no folder of a class/],
    [
      'has a class without images',
      { ...FOLDERS, 'train/dog/1.jpeg': undefined, 'train/dog/readme.txt': 'x' },
      /has no PNG or JPEG image of dog\.$/,
    ],
    [
      'tests a class that was not trained',
      { ...FOLDERS, 'test/emu/1.png': true },
      /has the class emu, which train\/ does not have\.$/,
    ],
    [
      'has no test image',
      { 'train/cat/1.png': true, 'train/dog/1.png': true, 'test/cat/readme.txt': 'x' },
      /has no PNG or JPEG image in a folder a class\.$/,
    ],
    [
      'has no test folder',
      { 'train/cat/1.png': true },
      /has no folder 'test'; it needs train\/ and test\/, with train\.lst and test\.lst or a folder a class\.$/,
    ],
  ] as const)('refuses in one line when the folder %s', async (_, files, message) => {
    put(
      Object.fromEntries(Object.entries(files).filter(([, content]) => content !== undefined)) as Parameters<
        typeof put
      >[0],
    );

    const reading = ownImages({ folder });

    await expect(reading).rejects.toMatchObject({ name: 'DataSetError', message: expect.not.stringContaining('\n') });
    await expect(ownImages({ folder })).rejects.toThrow(message);
  });

  it('counts the unreadable images and names the first few when there are some', async () => {
    const bad = Object.fromEntries(['a', 'b', 'c', 'd'].map((name) => [`train/cat/${name}.png`, `text ${name}`]));
    put({ ...FOLDERS, ...bad, 'test/dog/cut.png': PNG.subarray(0, 30) });

    await expect(ownImages({ folder })).rejects.toThrow(
      /^5 images of 9 in '.*' cannot be read: train\/cat\/a\.png \(.*\), train\/cat\/b\.png \(.*\), train\/cat\/c\.png \(.*\) and 2 more$/,
    );
  });

  it('says so when the folder is not there, or is a file', async () => {
    put({ file: 'x' });

    await expect(ownImages({ folder: join(folder, 'nowhere') })).rejects.toThrow(
      /^There is no folder '.*nowhere'; --data needs a folder of images\.$/,
    );
    await expect(ownImages({ folder: join(folder, 'file') })).rejects.toThrow(/^There is no folder/);
  });
});

const REAL = process.env.SECOND_LOOK_REAL_DATA;
if (REAL === undefined) console.log('SECOND_LOOK_REAL_DATA is not set: the real images are not read.');

(REAL === undefined ? describe.skip : describe)('ownImages with the real bicycles and motorcycles', () => {
  it('reads 1000 training and 100 test images when the lists are the published ones', async () => {
    const real = join(REAL!, 'cifar100-vehicles');

    const { classes, train, test } = await ownImages({ folder: real });

    expect([classes.length, train.length, test.length]).toEqual([2, 1000, 100]);
    expect(train[0]).toMatchObject({ row: 16, label: 0, file: 'bike_s_000682.png' });
    expect(Buffer.compare(await train[0]!.read(), readFileSync(join(real, 'train', 'bike_s_000682.png')))).toBe(0);
  });
});
