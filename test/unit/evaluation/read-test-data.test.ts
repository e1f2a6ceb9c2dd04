import { readTestData } from '../../../core/evaluation/test-data/read-test-data';

const CLASSES = ['bicycle', 'motorcycle'];
const source = (key: string) => ({ bucket: 'images', key, classes: CLASSES });

it.each([
  ['test.lst', 'test/a.png'],
  ['sets/2026/test.lst', 'sets/2026/test/a.png'],
  ['sets/Test.LST', 'sets/Test/a.png'],
])('resolves the files of %s against the folder named like it', (list, key) => {
  const data = readTestData('0\t1\ta.png\n', source(list));
  expect(data).toMatchObject({ kind: 'images', rows: [{ bucket: 'images', key, label: 1 }] });
});

it.each(['test.jsonl', 'test.manifest', 'anything'])('reads %s as a manifest of images', (key) => {
  const text = '{"source-ref":"s3://elsewhere/a.png","label":"motorcycle"}\n{"s3_key":"b.png","label":0}\n';
  expect(readTestData(text, source(key))).toMatchObject({
    kind: 'images',
    rows: [
      { bucket: 'elsewhere', key: 'a.png', label: 1 },
      { bucket: 'images', key: 'b.png', label: 0 },
    ],
  });
});

it('reads anything else as a table', () => {
  expect(readTestData('a,y\n1,bicycle\n', source('test.csv'))).toMatchObject({
    kind: 'table',
    rows: [{ line: 2, payload: '1', label: 0 }],
  });
});

it('refuses a label column for images', () => {
  expect(() => readTestData('0\t1\ta.png\n', { ...source('test.lst'), labelColumn: 'y' })).toThrow(/is for tables/);
});

it('tells that it guessed the order of classes', () => {
  const { notes } = readTestData('a,y\n1,no\n2,yes\n', { bucket: 'data', key: 'test.csv' });
  expect(notes).toEqual(["The order of the model's outputs is taken to be no, yes: the labels in alphabetical order."]);
});
