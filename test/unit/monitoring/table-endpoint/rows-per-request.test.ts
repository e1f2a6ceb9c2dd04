import { answeredWindow } from '../../../../cli/monitor/table-endpoint/answered-window';
import { rowsPerRequest } from '../../../../core/monitoring/table-endpoint/rows-per-request';
import type { TableSubject } from '../../../../core/monitoring/table-endpoint/table-subject';

it.each([
  ['short', 40, 500],
  ['long', 15_999, 250],
  ['too long for any request', 5_000_000, 1],
])('takes as many as a serverless endpoint does of rows that are %s', (_, bytes, rows) => {
  expect(rowsPerRequest(['1', 'x'.repeat(bytes), '2'])).toBe(rows);
});

it('asks about long rows in requests of 4 MB at most', async () => {
  const rows = Array.from({ length: 100 }, (_, row) => [String(row), '7'.repeat(100_000), String(row % 2)]);
  const subject: TableSubject = {
    ...{
      endpoint: 'e',
      modelPackage: 'm',
      features: ['a', 'long'],
      label: 'y',
      problem: { kind: 'binary', classes: ['0', '1'] },
    },
    ...{ questions: [], explainedRows: 10, seed: 1 },
  };
  const sizes: number[] = [];
  const answer = async (body: string, asked: readonly unknown[]) => {
    sizes.push(Buffer.byteLength(body));
    return { body: asked.map(() => '0.5').join('\n'), contentType: 'text/csv' };
  };

  await answeredWindow(subject, { columns: ['a', 'long', 'y'], rows }, answer, () => undefined);

  expect(sizes).toHaveLength(3);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(4_000_000);
});
