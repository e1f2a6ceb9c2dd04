import { type GetObjectCommand, type S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { modelColumns } from '../../../cli/rows/model-columns';
import { parseTestTable } from '../../../core/evaluation/test-data/parse-test-table';

const testData = { bucket: 'images', key: 'test.csv', labelColumn: 'y' };
const client = (answer: string | Error) =>
  ({
    send: async (command: unknown) => {
      expect((command as GetObjectCommand).input).toMatchObject({ Bucket: 'images', Key: 'test.csv' });
      if (typeof answer !== 'string') throw answer;
      return { Body: { transformToString: async () => answer } };
    },
  }) as unknown as S3Client;

it.each([
  ['a label', 'a,y,"b, c"\n1,2,3\n', ['a', 'b, c']],
  ['labels of one-hot form and an index', ',a,y_no,y_yes\n0,1,0,1\n', ['a']],
  ['a last row that is cut off', 'a,b,y\n1,"2', ['a', 'b']],
  ['no header', '1,2,3\n4,5,6\n', undefined],
  ['nothing', '', undefined],
])('reads the columns of test data with %s', async (_, text, columns) => {
  expect(await modelColumns(client(text), { testData })).toEqual(columns);
});

const s3Error = (name: string, httpStatusCode?: number) =>
  new S3ServiceException({ name, $fault: 'client', $metadata: { httpStatusCode } });

it.each([
  ['without leave to read it', s3Error('AccessDenied', 403)],
  ['where it is gone', s3Error('NoSuchKey', 404)],
  ['where it holds no byte', s3Error('InvalidRange', 416)],
])('knows no columns %s', async (_, error) => {
  expect(await modelColumns(client(error), { testData })).toBeUndefined();
});

it('knows no columns without test data', async () => {
  expect(await modelColumns(client('a,y\n'), {})).toBeUndefined();
});

it.each([
  s3Error('ServiceUnavailable', 503),
  s3Error('InternalError', 500),
  s3Error('ExpiredToken', 400),
  s3Error('AnswerWithoutStatus'),
  new Error('no network'),
])('does not go on as if there were none after %s', async (error) => {
  await expect(modelColumns(client(error), { testData })).rejects.toBe(error);
});

it.each([
  ['a quote that is never closed', '"a,y\n1,2\n', /s3:\/\/images\/test\.csv line 1: a quoted field is never closed/],
  ['a column that is there twice', 'a,a,y\n1,2,0\n', /line 1: the column a is there twice/],
  ['no label', 'a,b\n1,2\n', /has no label column "y"/],
  ['a label alone', 'y\n1\n', /no column beside the label's/],
])('refuses test data with %s', async (_, text, message) => {
  await expect(modelColumns(client(text), { testData })).rejects.toThrow(
    expect.objectContaining({ name: 'UsageError', message: expect.stringMatching(message) }),
  );
});

it('has the columns that an evaluation of the same table sends', async () => {
  for (const text of ['nan,1,inf\n2,3,1\n', ',y_prev,y,a\n0,1,2,3\n', 'y_no,b,y_yes\n1,5,0\n']) {
    const labelColumn = text.startsWith('nan') ? '2' : 'y';
    const { features } = parseTestTable(text, { name: 'test.csv', labelColumn });
    expect(await modelColumns(client(text), { testData: { ...testData, labelColumn } })).toEqual(features);
  }
});
