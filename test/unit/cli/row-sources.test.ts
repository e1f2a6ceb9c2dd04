import { rowSources } from '../../../cli/rows/row-sources';

const file = (name: string, text: string) => ({ name, read: async () => ({ bytes: Buffer.from(text), metadata: {} }) });
const model = { classes: ['no', 'yes'], testData: { bucket: 'b', key: 'k', labelColumn: 'y' } };

async function read(text: string, of: Parameters<typeof rowSources>[1] = model, columns?: readonly string[]) {
  const { sources, labels } = await rowSources([file('rows.csv', text)], of, columns);
  const rows = await Promise.all(sources.map(async ({ name, read }) => [name, (await read()).bytes.toString()]));
  return { rows, labels: [...labels] };
}

it('sends every column but the label, which it tells', async () => {
  expect(await read('a,y,b\n1,yes,"x, y"\n\n2,0,z\n')).toEqual({
    rows: [
      ['rows.csv line 2', '1,"x, y"'],
      ['rows.csv line 4', '2,z'],
    ],
    labels: [
      ['rows.csv line 2', 'yes'],
      ['rows.csv line 4', 'no'],
    ],
  });
});

it('leaves one-hot labels out', async () => {
  expect(await read('a,y_no,y_yes\n1,0,1\n')).toEqual({
    rows: [['rows.csv line 2', '1']],
    labels: [['rows.csv line 2', 'yes']],
  });
});

it('sends rows without labels as they are, but for an index', async () => {
  expect(await read(',a,b\n0,1,2\n')).toEqual({ rows: [['rows.csv line 2', '1,2']], labels: [] });
  expect((await read('a,y\n1,2\n', { classes: model.classes })).rows).toEqual([['rows.csv line 2', '1,2']]);
});

it('finds the columns that the model takes by their names, with labels or without', async () => {
  const wanted = ['a', 'b'];
  expect((await read('b,id,a\n2,9,1\n', model, wanted)).rows).toEqual([['rows.csv line 2', '1,2']]);
  expect(await read(',b,y,id,a\n0,"x, y",no,9,1\n', model, wanted)).toEqual({
    rows: [['rows.csv line 2', '1,"x, y"']],
    labels: [['rows.csv line 2', 'no']],
  });
});

it('takes no feature for a label that begins like it, where the columns of the model are known', async () => {
  const wanted = ['a', 'y_prev'];
  expect(await read('y_prev,a\n5,1\n', model, wanted)).toEqual({ rows: [['rows.csv line 2', '1,5']], labels: [] });
  expect(await read('y_prev,y,a\n5,no,1\n', model, wanted)).toEqual({
    rows: [['rows.csv line 2', '1,5']],
    labels: [['rows.csv line 2', 'no']],
  });
});

describe('where the package names the label by the number of its column', () => {
  const numbered = (labelColumn: string) => ({ ...model, testData: { ...model.testData, labelColumn } });

  it('sends every row of a file without a header but for the label, which it tells', async () => {
    expect(await read('0,5,0.3\n1,2,0.5\n0,7,1', numbered('0'))).toEqual({
      rows: [
        ['rows.csv line 1', '5,0.3'],
        ['rows.csv line 2', '2,0.5'],
        ['rows.csv line 3', '7,1'],
      ],
      labels: [
        ['rows.csv line 1', 'no'],
        ['rows.csv line 2', 'yes'],
        ['rows.csv line 3', 'no'],
      ],
    });
    expect((await read('1,5,nan\n', numbered('0'))).rows).toEqual([['rows.csv line 1', '5,nan']]);
  });

  it('sends every row as it is where the file ends before the label', async () => {
    expect(await read('0,5\n1,2\n', numbered('2'))).toEqual({
      rows: [
        ['rows.csv line 1', '0,5'],
        ['rows.csv line 2', '1,2'],
      ],
      labels: [],
    });
    await expect(read('0,5\n1\n', numbered('2'))).rejects.toThrow(/line 2: has 1 fields; the first row has 2/);
  });

  it('refuses a file without a header where the columns of the model have names', async () => {
    await expect(read('0,5,1\n', numbered('2'), ['a', 'b'])).rejects.toThrow(
      expect.objectContaining({ name: 'UsageError', message: expect.stringMatching(/has no header.*: a, b\./) }),
    );
  });
});

it('says which columns of the model a file lacks, before anything is asked', async () => {
  const message = 'rows.csv has no column c; the model takes a, b, c, and the file has b, a.';
  await expect(read('b,a\n1,2\n', model, ['a', 'b', 'c'])).rejects.toThrow(message);
  await expect(read('b,a,y\n1,2,no\n', model, ['a', 'b', 'c'])).rejects.toThrow(/has no column c/);
});

it.each([
  ['a column that is there twice', 'a,a\n1,2\n', /line 1: the column a is there twice/],
  ['a row of another length', 'a,b\n1,2\n1\n', /line 3: has 1 fields; the header has 2/],
  ['a header alone', 'a,y\n', /needs a header and rows below it/],
  ['a label that is no class', 'a,y\n1,maybe\n', /maybe/],
  ['a quote that is never closed', 'a,b\n1,"2\n', /line 2/],
])('refuses %s', async (_, text, message) => {
  await expect(read(text)).rejects.toThrow(
    expect.objectContaining({ name: 'UsageError', message: expect.stringMatching(message) }),
  );
});
