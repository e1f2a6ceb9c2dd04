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
