import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { creditTable } from '../../../core/dataset/credit/credit-table';
import { csvText } from '../../../core/table/whole-table';
import { runCli } from '../../fixtures/cli/cli-process';
import { describeRealData } from '../../fixtures/real-data';
import { temporaryFolder } from '../../fixtures/temporary-folder';

jest.setTimeout(900_000);

const folder = temporaryFolder();
afterAll(() => folder.remove());
/** One for all, so that only the first run synthesizes. */
const OUT = join(folder.path, 'out');
const json = (...names: string[]) => JSON.parse(readFileSync(join(OUT, ...names), 'utf8'));

/** Violations of data quality, model quality, bias and explainability, by scenario. */
const violations = (): Readonly<Record<string, readonly number[]>> =>
  Object.fromEntries(
    json('summary.json').runs.map((run: { name: string; verdicts: readonly { violations: number }[] }) => [
      run.name.replace(/^\d+-/, ''),
      run.verdicts.map(({ violations: count }) => count),
    ]),
  );

async function example(...options: string[]): Promise<string> {
  const { code, stdout, stderr } = await runCli(['credit', '--out', OUT, ...options]);
  if (code !== 0) throw new Error(`The example ended with exit code ${code}:\n${stdout}${stderr}`);
  return stdout;
}

it('tells the whole story on data and a model that it makes', async () => {
  const stdout = await example('--size', '400', '--rows', '40', '--samples', '80');

  const { data, model, capturedRows, runs } = json('summary.json');
  expect(data).toEqual({ isReal: false, rows: 400, seed: 1 });
  expect(model.auc).toBeGreaterThan(0.8);
  const { releaseCheck, evaluation } = json('summary.json');
  // Ten once it serves, and what time there was before.
  expect(releaseCheck.sent).toBeGreaterThanOrEqual(10);
  expect(releaseCheck.failed).toBe(0);
  // Half as many as the table, which the model has never seen.
  expect(evaluation).toMatchObject({ rows: 200, report: 'evaluation/PREDICTIONS.md' });
  expect(evaluation.accuracy).toBeGreaterThan(0.65);
  expect(evaluation.accuracy).toBeLessThan(model.accuracy);
  // By the release, of the rows that the package names.
  expect(json('summary.json').monitors).toEqual({ rows: 200, prefix: expect.stringMatching(/^reports\/baseline\//) });
  const page = readFileSync(join(OUT, evaluation.report), 'utf8');
  expect(page).toContain('200 rows');
  expect(readFileSync(join(OUT, 'report.html'), 'utf8')).toContain('href="evaluation/report.html"');
  expect(readFileSync(join(OUT, 'evaluation/report.html'), 'utf8')).toContain('200 rows');
  expect(stdout).toMatch(/release {5}\d+ labelled rows asked, none failed\n/);
  expect(stdout).toContain(join(OUT, 'evaluation/PREDICTIONS.md'));
  // The unaltered table, and each scenario's own features.
  expect(capturedRows).toBe(8 * 400);
  expect(runs).toHaveLength(7);
  for (const { name } of runs) expect(existsSync(join(OUT, 'experiments', name, 'run.json'))).toBe(true);
  const found = violations();
  expect(found['systematic-feature-drift']![0]).toBe(1);
  expect(found['concept-drift']![0]).toBe(0);
  expect(found['concept-drift']![1]).toBeGreaterThan(0);
  expect(found['bias-drift']![2]).toBeGreaterThan(0);
  expect(found['explainability-drift']![3]).toBe(1);
  expect(readFileSync(join(OUT, 'report.html'), 'utf8')).toMatch(/^<!doctype html>/i);
  expect(readdirSync(join(OUT, 'plots')).length).toBeGreaterThan(20);
  expect(stdout).toContain(join(OUT, 'report.html'));
});

it.each([
  [
    'a table without rows',
    (text: string) => text.split('\n', 1)[0]!,
    '{}',
    /wrong\/train\.csv holds no row below its header/,
  ],
  [
    'a table of other columns',
    (text: string) => text.replace('duration', 'months'),
    '{}',
    /wrong\/train\.csv has no column duration: it must have those of the South German Credit data/,
  ],
  ['a broken model', (text: string) => text, '{', /wrong\/xgb_booster\.json is no JSON/],
  ['another thing than a model', (text: string) => text, '{}', /wrong\/xgb_booster\.json is no XGBoost model/],
])('refuses %s before anything is started', async (_, changed, model, words) => {
  const wrong = join(folder.path, 'wrong');
  mkdirSync(wrong, { recursive: true });
  writeFileSync(join(wrong, 'train.csv'), changed(csvText(creditTable(100, 1))));
  writeFileSync(join(wrong, 'xgb_booster.json'), model);

  const { code, stderr } = await runCli(['credit', '--out', join(folder.path, 'none'), '--data', wrong]);

  expect(stderr).toMatch(words);
  expect(code).toBe(2);
  expect(stderr).not.toContain('[2/15]');
});

it('says which file a folder lacks, before anything is made', async () => {
  const empty = join(folder.path, 'empty');
  mkdirSync(empty);

  const { code, stderr } = await runCli(['credit', '--out', join(folder.path, 'none'), '--data', empty]);

  expect(code).toBe(2);
  expect(stderr).toMatch(/has no train\.csv: it must hold train\.csv and xgb_booster\.json/);
});

describeRealData('credit', (data) => {
  beforeAll(async () => {
    await example('--data', data);
  });

  it('has the reference numbers of the real model, as the endpoint has answered', () => {
    const { model, data: used } = json('summary.json');
    expect(used).toEqual({ isReal: true, rows: 1000, seed: 1 });
    expect(model.auc).toBeCloseTo(0.8945, 4);
    // By the queue, through the endpoint, on the same rows: the class of the higher probability, where the threshold above is 0.56.
    expect(json('summary.json').evaluation).toMatchObject({ rows: 1000, accuracy: expect.closeTo(0.828, 2) });
    expect(model).toMatchObject({ truePositives: 647, falsePositives: 104, falseNegatives: 53, trueNegatives: 196 });
  });

  it('finds each scenario by the monitors that the documentation says', () => {
    expect(violations()).toEqual({
      default: [1, 11, 7, 0],
      'concept-drift': [0, 11, 0, 0],
      'label-drift': [0, 0, 0, 0],
      'feature-drift': [1, 11, 0, 0],
      'systematic-feature-drift': [1, 7, 3, 0],
      'explainability-drift': [2, 8, 0, 1],
      'bias-drift': [0, 4, 8, 0],
    });
  });

  it('measures what the documentation says', () => {
    const drift = (run: string, feature: string): number =>
      json('experiments', run, 'data-quality', 'report.json').verdicts.find(
        ({ subject }: { subject: string }) => subject === feature,
      ).distance;
    const ndcg = (run: string): number =>
      json('experiments', run, 'explainability', 'report.json').verdicts[0].distance;
    const accepted = (run: string): number => json('experiments', run, 'run.json').acceptance[0].accepted;
    expect(drift('0005-systematic-feature-drift', 'duration')).toBeCloseTo(0.92, 3);
    expect(drift('0006-explainability-drift', 'status')).toBeCloseTo(0.463, 3);
    expect(ndcg('0006-explainability-drift')).toBeCloseTo(0.701, 3);
    expect(ndcg('0005-systematic-feature-drift')).toBeCloseTo(0.999, 3);
    expect(accepted('0003-label-drift') / 3800).toBeCloseTo(0.879, 3);
    const { facets } = json('experiments/0007-bias-drift/bias/analysis.json').pre_training_bias_metrics;
    const dpl = facets.foreign_worker[0].metrics.find(({ name }: { name: string }) => name === 'DPL').value;
    expect(dpl).toBeCloseTo(0.929, 3);
  });

  it('stands for "nothing special" with the most frequent value of every column', () => {
    const [header = '', ...lines] = readFileSync(join(data, 'train.csv'), 'utf8').trim().split('\n');
    const names = header.split(',');
    const modes = json('experiments/baseline/modes.json');
    expect(Object.keys(modes)).toEqual(names.slice(0, -1));
    for (const [index, name] of names.slice(0, -1).entries()) {
      const counts = new Map<number, number>();
      for (const line of lines) {
        const value = Number(line.split(',')[index]);
        counts.set(value, (counts.get(value) ?? 0) + 1);
      }
      expect(counts.get(modes[name])).toBe(Math.max(...counts.values()));
    }
  });
});
