import { refusedRows } from '../../../../cli/monitor/table-endpoint/refused-rows';

const refusal = (status: number) =>
  Object.assign(new Error('Received client error'), {
    name: 'ModelError',
    OriginalStatusCode: status,
    OriginalMessage: 'Row 1 has 20 cells instead of 64.\n',
  });
const testData = { bucket: 'images', key: 'table_runs/one/test.csv', labelColumn: 'y' };
const baselineData = { ...testData, key: 'table_runs/one/baseline.csv' };

it('says what the model said, and where rows lie that it takes', () => {
  const { name, message } = refusedRows(refusal(400), 20, { testData, baselineData });

  expect(name).toBe('UsageError');
  expect(message).toContain('20 columns beside the label: Row 1 has 20 cells instead of 64. It needs');
  expect(message).toContain('s3://images/table_runs/one/baseline.csv');
  expect(message).toContain('leave out --data');
});

it('names the test data where the package has no other rows', () => {
  expect(refusedRows(refusal(400), 20, { testData }).message).toContain('s3://images/table_runs/one/test.csv');
});

it('names no rows where the package has none', () => {
  const { message } = refusedRows(refusal(422), 1, {});

  expect(message).toContain('1 column beside the label');
  expect(message).toContain('--exclude');
  expect(message).not.toContain('s3://');
});

it.each([
  ['a model that breaks', refusal(500)],
  ['a missing grant', Object.assign(new Error('You may not.'), { name: 'AccessDeniedException' })],
])('leaves %s as it is', (_, error) => {
  expect(refusedRows(error, 20, { testData })).toBe(error);
});
