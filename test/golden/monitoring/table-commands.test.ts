import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { baselineTreeShap } from '../../../algorithm/trees/explanation/baseline-tree-shap';
import { readXgboostModel } from '../../../core/table-model/trees/read-xgboost-model';
import { runCommand } from '../../fixtures/cli/run-command';
import { describeRealData } from '../../fixtures/real-data';
import { temporaryFolder } from '../../fixtures/temporary-folder';

const own = temporaryFolder();
const at = (name: string) => join(own.path, name);
const json = (path: string) => JSON.parse(readFileSync(path, 'utf8'));
const monitor = (...args: string[]) => runCommand(['monitor', ...args]);

jest.setTimeout(120_000);

afterAll(() => own.remove());

describeRealData('churn', (folder) => {
  it('gives the real statistics of the churn table', async () => {
    const data = join(folder, 'training-dataset-with-header.csv');

    const { code } = await monitor('baseline', '--kind', 'data-quality', '--data', data, '--reports', at('churn'));

    const { features } = json(at('churn/statistics.json'));
    const of = (name: string) =>
      features.find((feature: { name: string }) => feature.name === name).numerical_statistics;
    expect(code).toBe(0);
    expect(of('Churn').std_dev).toBeCloseTo(0.346265, 6);
    expect(of('Account Length').mean).toBeCloseTo(101.276897, 6);
    expect(of('Account Length').std_dev).toBeCloseTo(39.552442, 6);
  });
});

describeRealData('adult', (folder) => {
  it('gives what Clarify found in the adult data before training', async () => {
    const { code } = await monitor(
      ...['baseline', '--kind', 'bias', '--data', join(folder, 'validation-dataset.jsonl'), '--reports', at('adult')],
      ...['--label', 'label', '--positive', '1', '--facet', 'features.9=0', '--group', 'features.0'],
    );

    const metricsOf = (content: unknown, facet: string) =>
      new Map<string, number>(
        (
          content as {
            pre_training_bias_metrics: { facets: Record<string, { metrics: { name: string; value: number }[] }[]> };
          }
        ).pre_training_bias_metrics.facets[facet]![0]!.metrics.map(({ name, value }) => [name, value]),
      );
    const ours = metricsOf(json(at('adult/analysis.json')), 'features.9');
    const real = metricsOf(json(join(folder, '../clarify/adult-bias-baseline.json')), 'Sex');
    expect(code).toBe(0);
    expect([...ours.keys()]).toEqual([...real.keys()]);
    for (const [name, value] of real) expect(ours.get(name)).toBeCloseTo(value, 9);
  });
});

describeRealData('bank-marketing', (folder) => {
  it('reads a table of texts, and finds nothing in itself', async () => {
    const data = join(folder, 'bank-additional.csv');

    const made = await monitor('baseline', '--kind', 'data-quality', '--data', data, '--reports', at('bank'));
    const checked = await monitor('check', '--kind', 'data-quality', '--data', data, '--baseline', at('bank'));

    expect([made.code, checked.code]).toEqual([0, 0]);
    expect(json(at('bank/statistics.json')).dataset.item_count).toBe(4119);
  });
});

const ONE_HOT =
  'credit_history,purpose,personal_status_sex,other_debtors,property,other_installment_plans,housing,job,telephone,foreign_worker'.split(
    ',',
  );

describeRealData('credit', (folder) => {
  const model = join(folder, 'xgb_booster.json');
  const [header = '', ...lines] = readFileSync(join(folder, 'train.csv'), 'utf8').trim().split('\n');
  const names = header.split(',');
  const table = lines.map((line) => line.split(',').map(Number));
  const column = (name: string): number[] => table.map((row) => row[names.indexOf(name)]!);
  const encoded: (readonly [string, number[]])[] = [
    ...ONE_HOT.flatMap((name) =>
      [...new Set(column(name))]
        .sort((one, other) => one - other)
        .map((value) => [`${name}_${value}`, column(name).map((cell) => Number(cell === value))] as const),
    ),
    ...names.filter((name) => !ONE_HOT.includes(name)).map((name) => [name, column(name)] as const),
  ];
  const rowOf = (row: number) => encoded.map(([, values]) => values[row]!);

  beforeAll(() => {
    const rows = table.map((_, row) => rowOf(row).join());
    writeFileSync(at('credit.csv'), `${encoded.map(([name]) => name).join()}\n${rows.join('\n')}\n`);
  });

  it('finds that those features matter to the real XGBoost model that matter to its trees', async () => {
    const features = encoded.filter(([name]) => name !== 'credit_risk').map(([name]) => name);
    const first = encoded.filter(([name]) => name !== 'credit_risk').map(([, values]) => values[0]!);
    // Two rows that differ in few features, so that every coalition is asked.
    const changed = first.map((value, index) => (index >= 44 && index < 50 ? value + 3 : value));
    writeFileSync(at('nothing.json'), JSON.stringify(Object.fromEntries(features.map((name, i) => [name, first[i]]))));
    writeFileSync(at('one.csv'), `${features.join()}\n${changed.join()}\n`);

    const { code } = await monitor(
      ...['baseline', '--kind', 'explainability', '--data', at('one.csv'), '--model', model, '--reports', at('one')],
      ...['--shap-baseline', at('nothing.json')],
    );

    const ensemble = readXgboostModel(json(model), model);
    const values = json(at('one/analysis.json')).explanations.kernel_shap.label0.global_shap_values as Record<
      string,
      number
    >;
    expect(code).toBe(0);
    // The trees are explained in log odds, the model here in probabilities: the same features matter, and no other.
    const exact = baselineTreeShap(ensemble, changed, first);
    for (const [index, name] of features.entries()) expect(values[name]! > 1e-9).toBe(Math.abs(exact[index]!) > 1e-6);
  });

  it('finds the order of importance as it was in the same data', async () => {
    const words = ['--data', at('credit.csv'), '--model', model];
    const options = ['--label', 'credit_risk', '--rows', '60', '--samples', '300'];

    const made = await monitor('baseline', '--kind', 'explainability', ...words, '--reports', at('credit'), ...options);
    const other = await monitor(
      ...['check', '--kind', 'explainability', ...words, '--baseline', at('credit'), '--seed', '7', '--json'],
    );

    const report = JSON.parse(other.stdout).reports.explainability;
    expect([made.code, other.code]).toEqual([0, 0]);
    expect(report).toMatchObject({ state: 'Completed', rows: 1000, usedRows: 60 });
    expect(report.verdicts[0].distance).toBeGreaterThan(0.9);
  });
});
