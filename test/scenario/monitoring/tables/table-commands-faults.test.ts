import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../../../fixtures/cli/run-command';
import { applicantsCsv } from '../../../fixtures/monitoring/made-tables';
import { temporaryFolder } from '../../../fixtures/temporary-folder';

const folder = temporaryFolder();
const at = (name: string) => join(folder.path, name);

beforeAll(() => {
  writeFileSync(at('then.csv'), applicantsCsv({ rows: 200, seed: 1 }));
  writeFileSync(at('same.csv'), applicantsCsv({ rows: 100, seed: 2 }));
});

afterAll(() => folder.remove());

describe('monitor baseline --kind', () => {
  const baseline = (kind: string, ...args: string[]) => runCommand(['monitor', 'baseline', '--kind', kind, ...args]);
  const broken = (...rows: string[]) => rows.map((row) => `${row}\n`).join('');

  beforeAll(() =>
    writeFileSync(at('broken.csv'), broken('age,paid,score', '31,1,0.9', '44,0', '52,0,0.2', '19', '27,1,0.8')),
  );

  it.each([
    ['data-quality', []],
    ['model-quality', ['--problem', 'binary', '--label', 'paid', '--probability', 'score']],
    ['bias', ['--label', 'paid', '--positive', '1', '--facet', 'age>40']],
  ])('of %s says what it could not read, and takes the rest', async (kind, words) => {
    const args = ['--data', at('broken.csv'), '--reports', at('of-the-rest'), ...words];

    const { code, stdout } = await baseline(kind, ...args);
    const { faults } = JSON.parse((await baseline(kind, ...args, '--json')).stdout);

    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(/^3 rows; /) });
    expect(stdout).toMatch(/\n {2}not read: .*broken\.csv line 3: FieldCount: .*, and 1 more\n$/);
    expect(faults).toEqual([expect.objectContaining({ line: 3, more: 1 })]);
  });
});

it('calls many files by the first and their number, in the report', async () => {
  const files = Array.from({ length: 5 }, (_, index) => at(`${index}.csv`));
  for (const file of files) copyFileSync(at('same.csv'), file);
  const of = (step: string, ...args: string[]) =>
    runCommand(['monitor', step, '--kind', 'data-quality', '--data', ...files, ...args]);

  await of('baseline', '--reports', at('five'));
  const { code } = await of('check', '--baseline', at('five'), '--reports', at('five-checked'));

  expect(code).toBe(0);
  expect(readFileSync(at('five-checked/report.md'), 'utf8')).toContain(`| Watched | ${files[0]} and 4 more |`);
});

describe('monitor of tables, told wrongly', () => {
  it.each([
    [['baseline', '--kind', 'data-quality', '--reports', 'x'], /--data/],
    [['baseline', '--kind', 'data-quality', '--data', at('then.csv')], /--reports/],
    [['baseline', '--kind', 'data-quality', '--data', at('nowhere'), '--reports', at('x')], /no file or folder/],
    [['baseline', '--kind', 'model-quality', '--data', at('then.csv'), '--reports', at('x')], /--problem/],
    [
      ['baseline', '--kind', 'model-quality', '--problem', 'binary', '--data', at('then.csv'), '--reports', at('x')],
      /--label/,
    ],
    [['baseline', '--kind', 'bias', '--label', 'paid', '--data', at('then.csv'), '--reports', at('x')], /--positive/],
    [
      [
        'baseline',
        '--kind',
        'bias',
        '--label',
        'paid',
        '--positive',
        '1',
        '--facet',
        'age=1',
        '--data',
        at('then.csv'),
        '--reports',
        at('x'),
      ],
      /no column 'age'/,
    ],
    [['baseline', '--kind', 'explainability', '--data', at('then.csv'), '--reports', at('x')], /--model/],
    [
      [
        'baseline',
        '--kind',
        'explainability',
        '--data',
        at('then.csv'),
        '--model',
        at('then.csv'),
        '--reports',
        at('x'),
      ],
      /no JSON/,
    ],
    [['check', '--kind', 'bias', '--data', at('then.csv')], /--baseline/],
    [['check', '--kind', 'bias', '--data', at('then.csv'), '--baseline', at('nowhere')], /analysis.json/],
    [
      [
        ...['check', '--kind', 'data-quality', '--data', at('then.csv'), '--baseline', at('dq')],
        ...['--reports', at('same.csv')],
      ],
      /^The output folder .*same\.csv cannot be written: not a directory\.$/m,
    ],
    [
      ['baseline', '--kind', 'data-quality', '--data', at('then.csv'), '--reports', at('same.csv/below')],
      /^The output folder .*below cannot be written: not a directory\.$/m,
    ],
    [
      ['check', '--data', at('then.csv'), '--baseline', at('dq/baseline.json'), '--reports', at('same.csv')],
      /^The output folder .*same\.csv cannot be written: not a directory\.$/m,
    ],
    [['check', '--facet', 'sex=0', '--data', at('then.csv')], /--kind/],
    [['baseline', '--data', at('then.csv')], /--kind/],
  ])('says in one line what is wrong with %j', async (args, said) => {
    const { code, stdout, stderr } = await runCommand(['monitor', ...args]);

    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(said);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(existsSync(at('x'))).toBe(false);
  });
});
