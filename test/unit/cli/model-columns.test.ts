import { type GetObjectCommand, type S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { modelColumns } from '../../../cli/rows/model-columns';

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

it('knows no columns without test data, or without leave to read it', async () => {
  const denied = new S3ServiceException({ name: 'AccessDenied', $fault: 'client', $metadata: {} });
  expect(await modelColumns(client(denied), { testData })).toBeUndefined();
  expect(await modelColumns(client('a,y\n'), {})).toBeUndefined();
  await expect(modelColumns(client(new Error('no network')), { testData })).rejects.toThrow('no network');
});
