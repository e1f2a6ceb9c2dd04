import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { csvText } from '../../../core/table/whole-table';
import { runCommand } from '../../fixtures/cli/run-command';
import { creditModel, learnable } from '../../fixtures/drift/credit-model';
import { creditRows } from '../../fixtures/drift/credit-rows';
import { writeTextModel } from '../../fixtures/drift/text-model';
import { temporaryFolder } from '../../fixtures/temporary-folder';

const own = temporaryFolder();
const at = (...names: string[]) => join(own.path, ...names);
const json = (...names: string[]) => JSON.parse(readFileSync(at(...names), 'utf8'));
const experiments = (...args: string[]) => runCommand(['experiments', ...args]);
const run = (...args: string[]) =>
  experiments(
    ...['run', '--data', at('credit.csv'), '--label', 'credit_risk', '--model', at('model.json'), '--runs', at('runs')],
    ...['--facet', 'foreign_worker=1', '--rows', '40', '--samples', '60', '--json', ...args],
  );

jest.setTimeout(120_000);

beforeAll(() => {
  const table = learnable(creditRows(500, 3));
  writeFileSync(at('credit.csv'), csvText(table));
  writeFileSync(at('model.json'), creditModel(table));
});

afterAll(() => own.remove());

describe('experiments run', () => {
  it('keeps parameters, verdicts and places of files of every run', async () => {
    const { code, stdout } = await run('--scenario', 'systematic-feature-drift', 'bias-drift');

    expect(code).toBe(0);
    const { runs } = JSON.parse(stdout);
    expect(runs.map(({ name }: { name: string }) => name)).toEqual([
      '0001-systematic-feature-drift',
      '0002-bias-drift',
    ]);
    const record = json('runs', '0001-systematic-feature-drift', 'run.json');
    expect(record).toEqual(runs[0]);
    expect(record.parameters).toMatchObject({ label: 'credit_risk', threshold: 0.5, seed: 1, rows: 40 });
    expect(record.verdicts.map(({ kind }: { kind: string }) => kind)).toEqual([
      'data-quality',
      'model-quality',
      'bias',
      'explainability',
    ]);
    for (const folder of Object.values<string>(record.files.reports))
      expect(readdirSync(at('runs', record.name, folder))).toEqual(
        expect.arrayContaining(['report.json', 'report.html', 'report.md', 'constraint_violations.json']),
      );
    expect(existsSync(at('runs', record.name, record.files.table))).toBe(true);
    expect(existsSync(at('runs', record.name, record.files.baseline, 'baseline.json'))).toBe(true);
  });

  it('has each scenario found by the monitor that it is made for', () => {
    const violations = (name: string, kind: string) =>
      json('runs', name, kind, 'constraint_violations.json').violations.map(
        (one: { feature_name?: string; metric_name?: string }) => one.feature_name ?? one.metric_name,
      );
    expect(violations('0001-systematic-feature-drift', 'data-quality')).toEqual(['duration']);
    expect(violations('0001-systematic-feature-drift', 'bias')).not.toContain('DPL');
    expect(violations('0002-bias-drift', 'bias')).toContain('DPL');
  });

  it('looks at features alone for data quality and explanations', () => {
    const { features } = json('runs', 'baseline', 'data-quality', 'statistics.json');
    const names = features.map(({ name }: { name: string }) => name);
    expect(names).toEqual(['status', 'duration', 'amount', 'savings', 'age', 'foreign_worker']);
    const explained = json('runs', 'baseline', 'explainability', 'analysis.json').explanations.kernel_shap.label0;
    expect(Object.keys(explained.global_shap_values)).toEqual(names);
  });

  it('plays a scenario that a file declares, against the same baseline', async () => {
    const scenario = {
      name: 'recession',
      meaning: 'Higher amounts.',
      features: [{ change: 'add', column: 'amount', amount: { standardDeviations: 3, whole: true } }],
    };
    writeFileSync(at('recession.json'), JSON.stringify(scenario));

    const { code, stdout } = await run('--scenario', at('recession.json'));

    expect(code).toBe(0);
    const [record] = JSON.parse(stdout).runs;
    expect(record.name).toBe('0003-recession');
    expect(record.scenario.features).toEqual(scenario.features);
    expect(record.verdicts[0]).toMatchObject({ kind: 'data-quality', violations: 1 });
  });

  it('finds nothing where nothing has happened', async () => {
    writeFileSync(at('nothing.json'), JSON.stringify({ name: 'nothing', meaning: 'As it was.' }));

    const { stdout } = await run('--scenario', at('nothing.json'));

    for (const verdict of JSON.parse(stdout).runs[0].verdicts)
      expect(verdict).toMatchObject({ state: 'Completed', violations: 0 });
  });

  it.each([
    ['an unknown scenario', ['--scenario', 'melting'], /no scenario 'melting'.*concept-drift/],
    ['another seed than the baseline’s', ['--scenario', 'bias-drift', '--seed', '9'], /another seed \(1\).*--runs/],
    ['another threshold', ['--scenario', 'bias-drift', '--threshold', '0.9'], /other data, or another model/],
    ['a facet that is none', ['--facet', 'sex'], /neither name=value/],
    [
      'a facet that no row is in',
      ['--facet', 'foreign_worker=9'],
      /No row has foreign_worker = 9.*foreign_worker is 2, 1\./,
    ],
    ['a facet that every row is in', ['--facet', 'age>0'], /Every row has age > 0/],
    ['a facet of no column', ['--facet', 'sex=1'], /no column 'sex' for --facet; the table has status, /],
  ])('refuses %s in one line', async (_, args, words) => {
    const { code, stderr } = await run(...args);

    expect(stderr).toMatch(words);
    expect(code).toBe(2);
  });

  it.each([
    ['holds nothing', () => '', /holds no row/],
    ['holds a blank line', () => '\n', /holds no row/],
    ['holds a header alone', (text: string) => text.split('\n', 1)[0]!, /holds no row/],
    ['names a column twice', (text: string) => text.replace('age', 'amount'), /names the column 'amount' twice/],
    ['has a row that is too long', (text: string) => `${text}1,2,3,4,5,6,7,8\n`, /line 502: FieldCount: .*8 fields/],
    ['lacks a label', (text: string) => text.replace(/,[01]\n$/, ',\n'), /is 0 or 1; it holds no value/],
    ['has no such label', (text: string) => text.replace('credit_risk', 'risk'), /no column 'credit_risk'/],
  ])('refuses a table that %s, and makes nothing of it', async (_, changed, words) => {
    writeFileSync(at('broken.csv'), changed(readFileSync(at('credit.csv'), 'utf8')));

    const { code, stderr } = await experiments(
      ...['run', '--data', at('broken.csv'), '--label', 'credit_risk', '--model', at('model.json')],
      ...['--facet', 'foreign_worker=1', '--runs', at('no-runs'), '--json'],
    );

    expect(stderr).toMatch(words);
    expect(code).toBe(2);
    expect(existsSync(at('no-runs'))).toBe(false);
  });

  it('refuses a declaration that is wrong, and a table that it does not fit', async () => {
    writeFileSync(at('wrong.json'), JSON.stringify({ name: 'wrong', meaning: '', features: [{ change: 'melt' }] }));
    writeFileSync(
      at('unfit.json'),
      JSON.stringify({ name: 'unfit', meaning: '', features: [{ change: 'add', column: 'income', amount: 1 }] }),
    );

    const [wrong, unfit] = [await run('--scenario', at('wrong.json')), await run('--scenario', at('unfit.json'))];

    expect([wrong.code, unfit.code]).toEqual([2, 2]);
    expect(wrong.stderr).toContain('wrong.json declares no scenario');
    expect(unfit.stderr).toContain("no column 'income'");
  });
});

describe('a table of texts', () => {
  const table = learnable(creditRows(300, 4));
  const jobs = table.get('status')!.map((status) => (Number(status) > 2 ? 'clerk, retired' : 'student'));
  const texts = new Map([...table].filter(([name]) => name !== 'status')).set('job', jobs);

  it('goes to its model as it was collected, and is explained by its own columns', async () => {
    writeFileSync(at('texts.csv'), csvText(texts));
    writeTextModel(at('text-model'), texts);
    const scenario = {
      name: 'students',
      meaning: 'Students alone.',
      features: [{ change: 'set', column: 'job', to: 'student' }],
    };
    writeFileSync(at('students.json'), JSON.stringify(scenario));

    const { code, stdout, stderr } = await experiments(
      ...['run', '--data', at('texts.csv'), '--label', 'credit_risk', '--model', at('text-model')],
      ...['--facet', 'job=student', '--rows', '30', '--samples', '60', '--runs', at('text-runs')],
      ...['--scenario', at('students.json'), '--json'],
    );

    expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
    const shap = json('text-runs/baseline/explainability/analysis.json').explanations.kernel_shap.label0;
    expect(shap.global_shap_values.job).toBeGreaterThan(0.05);
    expect(['clerk, retired', 'student']).toContain(json('text-runs/baseline/modes.json').job);
    const [record] = JSON.parse(stdout).runs;
    const drifted = json('text-runs', record.name, 'data-quality/report.json').violations;
    expect(drifted.map(({ feature_name }: { feature_name: string }) => feature_name)).toContain('job');
  });
});

describe('experiments list', () => {
  it('shows whole runs, and leaves out what was interrupted', async () => {
    mkdirSync(at('runs', '0099-default'));

    const { code, stdout } = await experiments('list', '--runs', at('runs'));

    expect(code).toBe(0);
    expect(stdout).toMatch(/^0001-systematic-feature-drift +500 +1 /m);
    expect(stdout).not.toContain('0099');
  });

  it('says where there is no folder', async () => {
    const { code, stderr } = await experiments('list', '--runs', at('nowhere'));

    expect(code).toBe(2);
    expect(stderr).toContain('nowhere');
  });
});

describe('experiments compare', () => {
  it('draws chosen runs as one page and as SVG files', async () => {
    const { code, stdout } = await experiments(
      ...['compare', '0001-systematic-feature-drift', '0002-bias-drift'],
      ...['--runs', at('runs'), '--to', at('two'), '--json'],
    );

    expect(code).toBe(0);
    const { runs, plots } = JSON.parse(stdout);
    expect(runs).toEqual(['systematic-feature-drift', 'bias-drift']);
    const names = readdirSync(at('two', 'plots'));
    expect(names).toHaveLength(plots.length);
    expect(names).toEqual(
      expect.arrayContaining([
        'feature-drift-bias-drift.svg',
        'model-quality-precision.svg',
        'model-quality-auc.svg',
        'model-quality-accuracy.svg',
        'acceptance-everyone.svg',
        'bias-bias-drift-foreign-worker-1.svg',
        'group-acceptance-foreign-worker-1.svg',
        'histogram-systematic-feature-drift-duration.svg',
        'attributions-ndcg.svg',
        'attributions-bias-drift-label0.svg',
      ]),
    );
    for (const name of names) {
      const svg = readFileSync(at('two', 'plots', name), 'utf8');
      expect(svg).toMatch(/^<svg .*xmlns="http:\/\/www.w3.org\/2000\/svg"/);
      expect(svg).not.toContain('var(--');
    }
    const page = readFileSync(at('two', 'report.html'), 'utf8');
    expect(page).not.toMatch(/<script|src="http|href="http/);
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('draws plain files of violations by what they say', async () => {
    const file = (name: string, kind: string) => at('runs', name, kind, 'constraint_violations.json');

    const { code, stdout } = await experiments(
      ...['compare', file('0001-systematic-feature-drift', 'data-quality'), file('0002-bias-drift', 'bias')],
      ...['--to', at('plain'), '--json'],
    );

    expect(code).toBe(0);
    expect(JSON.parse(stdout).runs).toEqual(['systematic-feature-drift data-quality', 'bias-drift bias']);
    expect(readdirSync(at('plain', 'plots'))).toEqual(
      expect.arrayContaining([
        'feature-drift-systematic-feature-drift-data-quality.svg',
        'bias-bias-drift-bias-foreign-worker-1.svg',
      ]),
    );
  });

  it('compares everything where nothing is named', async () => {
    const { stdout } = await experiments('compare', '--runs', at('runs'), '--to', at('all'), '--json');

    expect(JSON.parse(stdout).runs).toEqual(['systematic-feature-drift', 'bias-drift', 'recession', 'nothing']);
  });

  it('lists and compares a run of a scenario that today’s rules would not allow, without its steps', async () => {
    cpSync(at('runs', 'baseline'), at('older', 'baseline'), { recursive: true });
    for (const name of ['0001-systematic-feature-drift', '0003-recession'])
      cpSync(at('runs', name), at('older', name), { recursive: true });
    const file = at('older', '0003-recession', 'run.json');
    const features = [{ change: 'add', column: 'amount', amount: { uniform: [5, 1] } }, { change: 'melt' }];
    const record = json('older', '0003-recession', 'run.json');
    writeFileSync(file, JSON.stringify({ ...record, scenario: { ...record.scenario, features } }));

    const listed = await experiments('list', '--runs', at('older'), '--json');
    const compared = await experiments('compare', '--runs', at('older'), '--to', at('of-then'), '--json');

    expect([listed.code, compared.code]).toEqual([0, 0]);
    expect(JSON.parse(listed.stdout).runs[1].scenario.features).toEqual(features);
    expect(JSON.parse(compared.stdout).runs).toEqual(['systematic-feature-drift', 'recession']);
    const page = readFileSync(at('of-then', 'report.html'), 'utf8');
    expect(page).toContain('duration set to 1; the model answers');
    expect(page).toContain('Higher amounts.');
    expect(page).not.toContain('amount raised');
  });

  it('says that a file is no folder to write to', async () => {
    writeFileSync(at('a-file'), '');

    const { code, stderr } = await experiments('compare', '--runs', at('runs'), '--to', at('a-file'));

    expect(code).toBe(2);
    expect(stderr).toContain(`--to ${at('a-file')} is no folder that can be written`);
    expect(stderr).not.toContain('    at ');
  });

  it('refuses what is neither run nor file', async () => {
    const { code, stderr } = await experiments('compare', 'nobody', '--runs', at('runs'), '--to', at('none'));

    expect(code).toBe(2);
    expect(stderr).toContain("'nobody'");
  });
});
