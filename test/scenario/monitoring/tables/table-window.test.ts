import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../../../fixtures/cli/run-command';
import { captureLine, labelLine } from '../../../fixtures/monitoring/labelled';
import { applicantsCsv } from '../../../fixtures/monitoring/made-tables';
import { temporaryFolder } from '../../../fixtures/temporary-folder';

const folder = temporaryFolder();
const at = (name: string) => join(folder.path, name);
const read = (name: string) => readFileSync(at(name), 'utf8');
const monitor = (step: 'baseline' | 'check', kind: string, ...args: string[]) =>
  runCommand(['monitor', step, '--kind', kind, ...args]);

afterAll(() => folder.remove());

describe('a window of captures of this machine', () => {
  const hours = [13, 14, 15, 16];
  beforeAll(async () => {
    writeFileSync(at('then.csv'), applicantsCsv({ rows: 2000, seed: 1 }));
    await monitor('baseline', 'data-quality', '--data', at('then.csv'), '--reports', at('dq'));
    const rows = read('then.csv').trim().split('\n').slice(1, 401);
    const captures = rows.map((row, index) =>
      captureLine(`h-${index}`, row, 'CSV').replace('2024-10-15T14:', `2024-10-15T${hours[index % 4]}:`),
    );
    writeFileSync(at('hours.jsonl'), captures.join(''));
  });
  const check = (...more: string[]) => monitor('check', 'data-quality', '--baseline', at('dq'), ...more);

  it('is what its hours say, the end not included, in the report as well', async () => {
    const { stdout } = await check(
      ...['--data', at('hours.jsonl'), '--window', '2024-10-15T14/15T16', '--reports', at('hours'), '--json'],
    );

    expect(JSON.parse(stdout).reports['data-quality']).toMatchObject({ usedRows: 200, faults: [] });
    expect(read('hours/report.html')).toContain('2024-10-15 14:00 to 16:00 UTC');
  });

  it('is an empty window where no capture is of these hours', async () => {
    const { code, stdout } = await check('--data', at('hours.jsonl'), '--window', '2024-10-16');

    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: expect.stringMatching(/^data-quality +EmptyWindow \(0 rows\)/),
    });
  });

  it('makes a baseline too', async () => {
    const { stdout } = await monitor(
      'baseline',
      'data-quality',
      ...['--data', at('hours.jsonl'), '--window', '2024-10-15T13', '--reports', at('one-hour')],
      ...['--columns', 'income,sex,site,paid,score,answer'],
    );

    expect(stdout).toMatch(/^100 rows/);
  });

  it('is refused of rows that have no time', async () => {
    const { code, stderr } = await check('--data', at('then.csv'), '--window', '2024-10-15');

    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('have no time') });
  });

  it('counts labelled captures of these hours alone', async () => {
    const ids = Array.from({ length: 40 }, (_, index) => `w-${index}`);
    writeFileSync(
      at('hour-answers.jsonl'),
      ids
        .map((id, index) =>
          captureLine(id, index % 3 === 0 ? '0.9' : '0.2', 'CSV').replace(
            '2024-10-15T14:',
            `2024-10-15T${hours[index % 4]}:`,
          ),
        )
        .join(''),
    );
    writeFileSync(
      at('hour-truth.jsonl'),
      ids.map((id, index) => labelLine(id, String(Number(index % 3 === 0)))).join(''),
    );

    const { stdout } = await monitor(
      'baseline',
      'model-quality',
      ...['--data', at('hour-answers.jsonl'), '--labels', at('hour-truth.jsonl'), '--problem', 'binary'],
      ...['--window', '2024-10-15T14', '--reports', at('hour-mq')],
    );

    expect(stdout).toMatch(/^10 rows/);
  });
});
