import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parsePreprocessingDeclaration } from '../../../core/preprocessing/declaration';
import { fitPreprocessing } from '../../../core/preprocessing/fit-preprocessing';
import { formatFittedPreprocessing } from '../../../core/preprocessing/fitted-preprocessing';
import { readRawTable } from '../../../core/preprocessing/raw-table';
import { runCommand } from '../../fixtures/cli/run-command';
import { describeRealData } from '../../fixtures/real-data';
import { temporaryFolder } from '../../fixtures/temporary-folder';

const ONE_HOT =
  'credit_history,purpose,personal_status_sex,other_debtors,property,other_installment_plans,housing,job,telephone,foreign_worker'.split(
    ',',
  );

jest.setTimeout(300_000);

describeRealData('credit', (folder) => {
  const own = temporaryFolder();
  const at = (...names: string[]) => join(own.path, ...names);
  const json = (...names: string[]) => JSON.parse(readFileSync(at(...names), 'utf8'));
  let violations: Readonly<Record<string, readonly number[]>>;

  beforeAll(async () => {
    mkdirSync(at('model'));
    copyFileSync(join(folder, 'xgb_booster.json'), at('model', 'xgboost-model'));
    const declaration = {
      version: 1,
      label: { column: 'credit_risk', positive: '1' },
      categorical: ONE_HOT,
      order: 'categories-first',
    };
    const table = readRawTable(readFileSync(join(folder, 'train.csv'), 'utf8'), 'train.csv');
    const declared = parsePreprocessingDeclaration(JSON.stringify(declaration), 'declaration');
    writeFileSync(at('model', 'preprocessing.json'), formatFittedPreprocessing(fitPreprocessing(declared, table)));
    const { stdout } = await runCommand([
      ...['experiments', 'run', '--data', join(folder, 'train.csv'), '--label', 'credit_risk', '--model', at('model')],
      ...['--threshold', '0.56', '--facet', 'foreign_worker=1', '--group', 'housing', '--runs', at('runs'), '--json'],
    ]);
    violations = Object.fromEntries(
      JSON.parse(stdout).runs.map(
        (run: { scenario: { name: string }; verdicts: readonly { violations: number }[] }) => [
          run.scenario.name,
          run.verdicts.map(({ violations: count }) => count),
        ],
      ),
    );
  });

  afterAll(() => own.remove());

  it('has the reference numbers in the baseline', () => {
    const metrics = json('runs/baseline/model-quality/statistics.json').binary_classification_metrics;
    expect(metrics.confusion_matrix).toEqual({ 0: { 0: 196, 1: 104 }, 1: { 0: 53, 1: 647 } });
    expect(metrics.auc.value).toBeCloseTo(0.8945, 4);
  });

  it('finds each scenario by the monitors that the documentation says', () => {
    // Violations of data quality, model quality, bias and explainability.
    expect(violations).toEqual({
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
      json('runs', run, 'data-quality/report.json').verdicts.find(
        ({ subject }: { subject: string }) => subject === feature,
      ).distance;
    const ndcg = (run: string): number => json('runs', run, 'explainability/report.json').verdicts[0].distance;
    const accepted = (run: string): number => json('runs', run, 'run.json').acceptance[0].accepted;
    expect(drift('0005-systematic-feature-drift', 'duration')).toBeCloseTo(0.92, 3);
    expect(drift('0006-explainability-drift', 'status')).toBeCloseTo(0.463, 3);
    expect(ndcg('0006-explainability-drift')).toBeCloseTo(0.701, 3);
    expect(ndcg('0005-systematic-feature-drift')).toBeCloseTo(0.999, 3);
    expect(accepted('0003-label-drift') / 3800).toBeCloseTo(0.879, 3);
    const { facets } = json('runs/0007-bias-drift/bias/analysis.json').pre_training_bias_metrics;
    const dpl = facets.foreign_worker[0].metrics.find(({ name }: { name: string }) => name === 'DPL').value;
    expect(dpl).toBeCloseTo(0.929, 3);
  });
});
