import { LabelOutsideClasses, NoRows, TestDataInvalid } from '../../../core/evaluation/evaluation-error';
import { parseImageManifest } from '../../../core/evaluation/test-data/parse-image-manifest';

const CLASSES = ['bicycle', 'motorcycle'];
const parse = (text: string) => parseImageManifest(text, 'test.jsonl', CLASSES);

it('reads keys and references, labels by index or name, and ignores other members', () => {
  const { rows, repeated } = parse(
    '\uFEFF{"s3_key":"test/a.png","label":1}\r\n\n' +
      '{"source-ref":"s3://images/test/b c.png","label":"bicycle","label-metadata":{"confidence":1}}\n' +
      '{"s3_key":"test/d.png","label":"1"}',
  );

  expect(rows).toEqual([
    { line: 1, bucket: undefined, key: 'test/a.png', label: 1 },
    { line: 3, bucket: 'images', key: 'test/b c.png', label: 0 },
    { line: 4, bucket: undefined, key: 'test/d.png', label: 1 },
  ]);
  expect(repeated).toBe(0);
});

it('keeps and counts images that are there twice', () => {
  const { rows, repeated } = parse('{"s3_key":"a","label":0}\n{"s3_key":"a","label":"bicycle"}\n');

  expect([rows.length, repeated]).toEqual([2, 1]);
});

it.each<[string, string, new (message: string) => Error, string]>([
  ['nothing', '\n', NoRows, 'test.jsonl lists no image'],
  ['no JSON', '{"s3_key":"a","label":0}\n{oops}\n', TestDataInvalid, 'line 2: is not JSON'],
  ['a file that was cut off', '{"s3_key":"a","label":0}\n{"s3_key":"b","la', TestDataInvalid, 'line 2: is cut off'],
  ['no label', '{"s3_key":"a"}', TestDataInvalid, 'line 1: label'],
  ['no image', '{"label":0}', TestDataInvalid, 'line 1: needs either s3_key or source-ref'],
  ['both', '{"s3_key":"a","source-ref":"s3://b/a","label":0}', TestDataInvalid, 'needs either'],
  ['a reference that is none', '{"source-ref":"images/a","label":0}', TestDataInvalid, 'must read s3://bucket/key'],
  ['a list', '[1]', TestDataInvalid, 'line 1: '],
  [
    'an unknown label',
    '{"s3_key":"a","label":"car"}',
    LabelOutsideClasses,
    'line 1: the label "car" is none of the 2 classes',
  ],
  ['an index too high', '{"s3_key":"a","label":2}', LabelOutsideClasses, 'line 1: the label "2"'],
  ['half a class', '{"s3_key":"a","label":0.5}', LabelOutsideClasses, 'line 1: the label "0.5"'],
  [
    'two labels for one image',
    '{"s3_key":"a","label":0}\n{"s3_key":"a","label":1}',
    TestDataInvalid,
    'line 2: a is motorcycle here, but bicycle on line 1',
  ],
])('refuses %s by name and line', (_, text, kind, message) => {
  expect(() => parse(text)).toThrow(kind);
  expect(() => parse(text)).toThrow(message);
});
