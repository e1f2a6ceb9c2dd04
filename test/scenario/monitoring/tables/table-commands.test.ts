import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../../../fixtures/cli/run-command';
import { captureLine, labelLine } from '../../../fixtures/monitoring/labelled';
import { applicantsCsv } from '../../../fixtures/monitoring/made-tables';
import { temporaryFolder } from '../../../fixtures/temporary-folder';

const folder = temporaryFolder();
const at = (name: string) => join(folder.path, name);
const read = (name: string) => readFileSync(at(name), 'utf8');
const json = (name: string) => JSON.parse(read(name));
const monitor = (step: 'baseline' | 'check', kind: string, ...args: string[]) =>
  runCommand(['monitor', step, '--kind', kind, ...args]);

jest.setTimeout(60_000);

beforeAll(() => {
  writeFileSync(at('then.csv'), applicantsCsv({ rows: 2000, seed: 1 }));
  writeFileSync(at('same.csv'), applicantsCsv({ rows: 1500, seed: 2 }));
  writeFileSync(at('shifted.csv'), applicantsCsv({ rows: 1500, seed: 3, shift: 20 }));
  writeFileSync(at('unfair.csv'), applicantsCsv({ rows: 1500, seed: 4, unfair: 0.6 }));
});

afterAll(() => folder.remove());

describe('monitor --kind data-quality', () => {
  beforeAll(async () => {
    const { code, stdout } = await monitor('baseline', 'data-quality', '--data', at('then.csv'), '--reports', at('dq'));
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining('2000 rows') });
  });

  it('writes the files that Model Monitor would have written', () => {
    expect(json('dq/statistics.json')).toMatchObject({ dataset: { item_count: 2000 } });
    expect(json('dq/constraints.json').features.map(({ name }: { name: string }) => name)).toEqual([
      'income',
      'sex',
      'site',
      'paid',
      'score',
      'answer',
    ]);
  });

  it('finds nothing in data of the same kind', async () => {
    const { code, stdout } = await monitor('check', 'data-quality', '--data', at('same.csv'), '--baseline', at('dq'));

    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: expect.stringMatching(/^data-quality +Completed \(1500 rows\)/),
    });
  });

  it('ends with 3 and writes its reports when a column has drifted', async () => {
    const { code, stdout } = await monitor(
      'check',
      'data-quality',
      ...['--data', at('shifted.csv'), '--baseline', at('dq'), '--reports', at('dq-shifted'), '--json'],
    );

    expect(code).toBe(3);
    expect(JSON.parse(stdout).monitors).toEqual({
      'data-quality': { state: 'CompletedWithViolations', violations: 1 },
    });
    expect(json('dq-shifted/constraint_violations.json').violations).toEqual([
      expect.objectContaining({ feature_name: 'income', constraint_check_type: 'baseline_drift_check' }),
    ]);
    expect(json('dq-shifted/report.json').state).toBe('CompletedWithViolations');
    expect(read('dq-shifted/report.html').includes('Distributions, now and in the baseline')).toBe(true);
    expect(read('dq-shifted/report.md')).toContain('income');
  });

  it('needs only the files that the service has written', async () => {
    mkdirSync(at('service'));
    for (const name of ['statistics.json', 'constraints.json'])
      writeFileSync(at(`service/${name}`), read(`dq/${name}`));

    const { code } = await monitor('check', 'data-quality', '--data', at('same.csv'), '--baseline', at('service'));

    expect(code).toBe(0);
  });

  it('reads JSON Lines and captures by what their first line is', async () => {
    const rows = read('same.csv').trim().split('\n').slice(1, 401);
    const captures = rows.map((row, index) => captureLine(`id-${index}`, row, 'CSV')).join('');
    writeFileSync(at('captures.jsonl'), captures);
    writeFileSync(
      at('rows.jsonl'),
      rows.map((row) => `${JSON.stringify({ income: Number(row.split(',')[0]) })}\n`).join(''),
    );

    const captured = await monitor(
      'check',
      'data-quality',
      '--data',
      at('captures.jsonl'),
      '--baseline',
      at('dq'),
      '--json',
    );
    const lines = await monitor('check', 'data-quality', '--data', at('rows.jsonl'), '--baseline', at('dq'), '--json');

    expect(JSON.parse(captured.stdout).reports['data-quality']).toMatchObject({ usedRows: 400, faults: [] });
    expect(JSON.parse(lines.stdout).reports['data-quality'].violations).toEqual(
      expect.arrayContaining([expect.objectContaining({ constraint_check_type: 'missing_column_check' })]),
    );
  });
});

describe('monitor --kind model-quality', () => {
  const columns = ['--problem', 'binary', '--label', 'paid', '--probability', 'score'];

  it('judges a table by its label and probability columns', async () => {
    await monitor('baseline', 'model-quality', '--data', at('then.csv'), '--reports', at('mq'), ...columns);

    const { code, stdout } = await monitor(
      'check',
      'model-quality',
      '--data',
      at('unfair.csv'),
      '--baseline',
      at('mq'),
      '--json',
    );

    const { metrics, labels } = JSON.parse(stdout).reports['model-quality'];
    expect(code).toBe(3);
    expect(labels).toMatchObject({ matched: 1500, unlabelled: 0 });
    expect(metrics.find(({ metric }: { metric: string }) => metric === 'recall')).toMatchObject({ state: 'Violated' });
    expect(json('mq/statistics.json').binary_classification_metrics.auc.value).toBeGreaterThan(0.8);
  });

  it('says beside a violation of how many rows it is, how far, and what chance explains', async () => {
    const check = (baseline: string, ...more: string[]) =>
      monitor('check', 'model-quality', '--data', at('unfair.csv'), '--baseline', at(baseline), ...more);
    mkdirSync(at('mq-service'));
    writeFileSync(at('mq-service/constraints.json'), read('mq/constraints.json'));

    const ours = await check('mq');
    const service = await check('mq-service', ...columns);

    const numbers =
      /^ {2}recall: Metric recall with .*\n {4}n (\d+|not known), m \d+, worse by 0\.\d+, threshold 0\.\d+, smallest that alarms 0\.\d+, p .+$/m;
    const { '1': positives } = json('mq/statistics.json').binary_classification_metrics.confusion_matrix;
    expect(ours.stdout.match(numbers)?.[1]).toBe(String(positives['0'] + positives['1']));
    expect([service.code, service.stdout.match(numbers)?.[1]]).toEqual([3, 'not known']);
  });

  it('brings captures and ground truth together', async () => {
    const ids = Array.from({ length: 300 }, (_, index) => `id-${index}`);
    writeFileSync(
      at('answers.jsonl'),
      ids.map((id, index) => captureLine(id, index % 3 === 0 ? '0.9' : '0.2', 'CSV')).join(''),
    );
    writeFileSync(
      at('truth.jsonl'),
      ids
        .slice(0, 250)
        .map((id, index) => labelLine(id, String(Number(index % 3 === 0))))
        .join(''),
    );

    const made = await monitor(
      'baseline',
      'model-quality',
      ...[
        '--data',
        at('answers.jsonl'),
        '--labels',
        at('truth.jsonl'),
        '--problem',
        'binary',
        '--reports',
        at('mq-captures'),
      ],
    );
    const checked = await monitor(
      'check',
      'model-quality',
      ...['--data', at('answers.jsonl'), '--labels', at('truth.jsonl'), '--baseline', at('mq-captures'), '--json'],
    );

    expect(made.code).toBe(0);
    expect(json('mq-captures/statistics.json').binary_classification_metrics.accuracy.value).toBe(1);
    expect(JSON.parse(checked.stdout).reports['model-quality'].labels).toMatchObject({ matched: 250, unlabelled: 50 });
    expect(checked.code).toBe(0);
  });

  it('judges numbers against numbers', async () => {
    const made = await monitor(
      'baseline',
      'model-quality',
      ...[
        '--data',
        at('then.csv'),
        '--problem',
        'regression',
        '--label',
        'income',
        '--predicted',
        'score',
        '--reports',
        at('mq-numbers'),
      ],
    );

    expect(made.code).toBe(0);
    expect(json('mq-numbers/constraints.json').regression_constraints.rmse.comparison_operator).toBe(
      'GreaterThanThreshold',
    );
  });
});

describe('monitor --kind bias', () => {
  const question = ['--label', 'paid', '--positive', '1', '--facet', 'sex=0', '--facet', 'income>50'];

  it('finds that a facet is treated worse, and draws it', async () => {
    const baseline = await monitor(
      'baseline',
      'bias',
      ...[
        '--data',
        at('then.csv'),
        '--reports',
        at('bias'),
        '--predicted',
        'answer',
        '--group',
        'site',
        '--exclude',
        'score',
        ...question,
      ],
    );
    const checked = await monitor(
      'check',
      'bias',
      '--data',
      at('unfair.csv'),
      '--baseline',
      at('bias'),
      '--reports',
      at('unfair'),
    );

    expect(baseline.code).toBe(0);
    expect(checked.code).toBe(3);
    expect(json('bias/analysis.json').post_training_bias_metrics.facets).toEqual({
      sex: [expect.objectContaining({ value_or_threshold: '0' })],
      income: [expect.objectContaining({ value_or_threshold: '50' })],
    });
    expect(json('unfair/constraint_violations.json')).toMatchObject({
      version: '1.0',
      violations: expect.arrayContaining([
        expect.objectContaining({ facet: 'sex', facet_value: '0', metric_name: 'DI' }),
      ]),
    });
    expect(read('unfair/report.html').includes('Bias, now and in the baseline')).toBe(true);
  });

  it('takes the labels of captures out of ground-truth files', async () => {
    const rows = Array.from({ length: 200 }, (_, index) => index);
    const captures = rows.map((row) =>
      captureLine(`id-${row}`, JSON.stringify({ answer: row % 2, sex: Math.floor(row / 2) % 2 })),
    );
    writeFileSync(at('facets.jsonl'), captures.join(''));
    writeFileSync(
      at('facet-truth.jsonl'),
      rows.map((row) => labelLine(`id-${row}`, String(Number(row % 4 === 1)))).join(''),
    );

    const { code } = await monitor(
      'baseline',
      'bias',
      ...['--data', at('facets.jsonl'), '--labels', at('facet-truth.jsonl'), '--reports', at('bias-captures')],
      ...['--label', 'truth', '--positive', '1', '--facet', 'sex=0', '--predicted', 'answer'],
    );

    const metrics = json('bias-captures/analysis.json').pre_training_bias_metrics.facets.sex[0].metrics;
    expect(code).toBe(0);
    // Half of the 100 rows of sex 0 are positive, none of sex 1.
    expect(metrics.find(({ name }: { name: string }) => name === 'DPL').value).toBe(-0.5);
  });
});

describe('monitor --kind explainability', () => {
  const model = { version: 1, kind: 'logistic', features: ['income', 'sex'], weights: [0.3, 0.05], intercept: -15 };

  it('explains a linear model, and finds that another feature has come to matter', async () => {
    writeFileSync(at('model.json'), JSON.stringify(model));
    writeFileSync(at('other.json'), JSON.stringify({ ...model, weights: [0.0001, 4], intercept: -2 }));
    const made = await monitor(
      'baseline',
      'explainability',
      ...['--data', at('then.csv'), '--model', at('model.json'), '--rows', '200', '--reports', at('shap')],
    );
    const same = await monitor(
      'check',
      'explainability',
      '--data',
      at('same.csv'),
      '--model',
      at('model.json'),
      '--baseline',
      at('shap'),
    );
    const changed = await monitor(
      'check',
      'explainability',
      ...['--data', at('same.csv'), '--model', at('other.json'), '--baseline', at('shap'), '--reports', at('shap-now')],
    );

    expect([made.code, same.code, changed.code]).toEqual([0, 0, 3]);
    expect(json('shap-now/constraint_violations.json').violations).toEqual([
      expect.objectContaining({ constraint_check_type: 'feature_attribution_drift_check', label: 'label0' }),
    ]);
    expect(read('shap-now/report.html').includes('Attributions, now and in the baseline')).toBe(true);
  });

  it('takes another baseline of SHAP when it is told one', async () => {
    writeFileSync(at('nothing.json'), JSON.stringify({ income: 50, sex: 1 }));

    await monitor(
      'baseline',
      'explainability',
      ...[
        '--data',
        at('then.csv'),
        '--model',
        at('model.json'),
        '--shap-baseline',
        at('nothing.json'),
        '--reports',
        at('shap-given'),
      ],
    );

    const { expected_value: expected } = json('shap-given/analysis.json').explanations.kernel_shap.label0;
    expect(expected).toBeCloseTo(1 / (1 + Math.exp(-0.05)), 6);
  });
});
