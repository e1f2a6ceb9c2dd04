import fc from 'fast-check';
import { groundTruthRecord } from '../../../../core/capture/ground-truth-record';
import { LabelIndex } from '../../../../core/capture/label-index';
import type { ExplainedModel } from '../../../../core/monitoring/explainability/explained-model';
import { type TableBaseline, tableBaseline } from '../../../../core/monitoring/table-endpoint/table-baseline';
import { TableWindow } from '../../../../core/monitoring/table-endpoint/table-window';
import { explainRows } from '../../../../core/monitoring/tables/explain-rows';
import { readWatchedBaseline, watchedBaselineFiles } from '../../../../core/monitoring/watch/baseline';
import { WatchedTable } from '../../../../core/monitoring/watch/watched-table';
import {
  type Application,
  applications,
  captureFile,
  captureLine,
  labelsOf,
  probabilityOf,
  TABLE_SUBJECT,
} from '../../../fixtures/monitoring/table-traffic';

const ALL = { purposes: ['traffic'] as const };
const WINDOW = { from: new Date('2024-10-15T14:00:00Z'), to: new Date('2024-10-15T15:00:00Z') };
const MODEL: ExplainedModel = async (rows) => rows.map(([amount]) => [probabilityOf(amount as number)]);
/** A model that has come to look at age alone. */
const OTHER_MODEL: ExplainedModel = async (rows) => rows.map(([, age]) => [(age as number) / 100]);

async function madeBaseline(rows: readonly Application[]): Promise<TableBaseline> {
  const window = new TableWindow(TABLE_SUBJECT);
  const reader = window.open('baseline', labelsOf(rows), ALL);
  reader.push(Buffer.from(captureFile(rows)));
  reader.end();
  const shap = [3000, 40, 'a'];
  const found = await explainRows(MODEL, window.explained.rows(), {
    names: TABLE_SUBJECT.features,
    baseline: shap,
    seed: TABLE_SUBJECT.seed,
  });
  const files = watchedBaselineFiles({ content: 'table', baseline: tableBaseline(window, { ...found, shap }) });
  const read = readWatchedBaseline(JSON.parse(JSON.stringify(files.get('baseline.json'))), 'baseline.json');
  expect(read.content).toBe('table');
  return read.baseline as TableBaseline;
}

let baseline: TableBaseline;
beforeAll(async () => {
  baseline = await madeBaseline(applications({ rows: 1500, seed: 1 }));
});

async function checked(text: string, labels: LabelIndex, model: ExplainedModel = MODEL) {
  const window = new WatchedTable(baseline);
  window.read(text, 'captures.jsonl', labels, ALL);
  return (await window.check({ table: model })).reports;
}

const labelText = (id: string, data: string) => ({
  ...groundTruthRecord(id, 0),
  groundTruthData: { data, encoding: 'CSV' as const },
});

const checkedTraffic = (wish: Partial<Parameters<typeof applications>[0]>, model?: ExplainedModel) => {
  const rows = applications({ rows: 600, seed: 2, ...wish });
  return checked(captureFile(rows), labelsOf(rows), model);
};

describe('a window of a table endpoint', () => {
  it('is as it was where nothing has changed', async () => {
    const reports = await checkedTraffic({});

    for (const kind of ['data-quality', 'model-quality', 'bias', 'explainability'] as const)
      expect(reports[kind]).toMatchObject({ state: 'Completed', violations: [], faults: [], rows: 600 });
    expect(reports['model-quality']?.labels).toMatchObject({ matched: 600, unlabelled: 0, orphans: 0 });
    for (const report of Object.values(reports)) expect(report?.accuracy?.length).toBeGreaterThan(0);
    expect(reports.bias?.accuracy?.[0]).toMatchObject({ metric: expect.stringContaining('DPL'), kind: 'exact' });
  });

  it('violates data quality where requests have changed', async () => {
    const reports = await checkedTraffic({ shift: 1500 });

    expect(reports['data-quality']?.violations).toEqual([
      expect.objectContaining({ feature_name: 'amount', constraint_check_type: 'baseline_drift_check' }),
    ]);
  });

  it('violates model quality where answers turn out wrong more often', async () => {
    const reports = await checkedTraffic({ wrong: 0.35 });

    expect(reports['data-quality']?.state).toBe('Completed');
    expect(reports['model-quality']?.violations.map(({ metric_name: name }) => name)).toContain('accuracy');
  });

  it('violates bias where one group is refused', async () => {
    const reports = await checkedTraffic({ refused: 0.7 });

    const found = reports.bias?.violations.map(({ metric_name: name }) => name);
    expect(found).toEqual(expect.arrayContaining(['DPPL', 'DI']));
  });

  it('violates explainability where the model looks at something else', async () => {
    const reports = await checkedTraffic({}, OTHER_MODEL);

    expect(reports.explainability).toMatchObject({ state: 'CompletedWithViolations' });
    expect(reports['data-quality']?.state).toBe('Completed');
  });

  it('has no report of explanations where no model can be asked', async () => {
    const window = new WatchedTable(baseline);

    expect(Object.keys((await window.check({})).reports)).toEqual(['data-quality', 'model-quality', 'bias']);
  });

  it('says of an empty window that it is empty', async () => {
    const reports = await checked('', new LabelIndex());

    for (const report of Object.values(reports)) expect(report.state).toBe('EmptyWindow');
    expect(Object.keys(reports)).toHaveLength(4);
  });

  it('has not enough data for model quality where nobody has labelled', async () => {
    const rows = applications({ rows: 50, seed: 3 });

    const reports = await checked(captureFile(rows), new LabelIndex());

    expect(reports['model-quality']).toMatchObject({
      state: 'NotEnoughData',
      labels: { matched: 0, unlabelled: 50 },
    });
    expect(reports['data-quality']?.rows).toBe(50);
  });

  it('names a record that was cut off, in every report, and reads the rest', async () => {
    const rows = applications({ rows: 60, seed: 4 });
    const text = captureFile(rows);

    const reports = await checked(text.slice(0, -40), labelsOf(rows));

    for (const report of Object.values(reports))
      expect(report.faults).toEqual([
        { reason: 'CutOff: the file ends within a record', file: 'captures.jsonl', line: 60 },
      ]);
    expect(reports['data-quality']?.usedRows).toBe(59);
  });

  it('fails by name where nothing can be read', async () => {
    const reports = await checked('{"captureData"\n', new LabelIndex());

    for (const report of Object.values(reports))
      expect(report).toMatchObject({
        state: 'Failed',
        reason: expect.stringContaining('captures.jsonl line 1: NotJson'),
      });
  });

  it('names a label that is no class, and an output without an answer', async () => {
    const rows = applications({ rows: 3, seed: 5 });
    const labels = labelsOf(rows);
    labels.add(labelText(rows[0]!.id, 'perhaps'));
    const text = captureFile(rows).replace(`"data":"${rows[1]!.p}"`, '"data":"sorry"');

    const { 'model-quality': quality, 'data-quality': columns } = await checked(text, labels);

    expect(quality?.faults.map(({ reason, line }) => [reason.split(':')[0], line])).toEqual([
      ['LabelUnreadable', 1],
      ['PayloadUnreadable', 2],
    ]);
    expect(quality?.usedRows).toBe(1);
    expect(columns?.faults).toEqual([]);
  });

  it('names a request that lacks a column, and one that has more', async () => {
    const rows = applications({ rows: 2, seed: 5 });
    const fewer = captureFile(rows).replaceAll(/,(a|b)"/g, '"');
    const more = captureFile(rows).replaceAll(/,(a|b)"/g, ',$1,7"');

    const [one, other] = [await checked(fewer, labelsOf(rows)), await checked(more, labelsOf(rows))];

    expect(one['data-quality']?.violations).toContainEqual(
      expect.objectContaining({ feature_name: 'group', constraint_check_type: 'missing_column_check' }),
    );
    expect(one.bias?.faults[0]?.reason).toContain('FacetMissing');
    expect(other['data-quality']?.violations).toContainEqual(
      expect.objectContaining({ constraint_check_type: 'extra_column_check' }),
    );
  });

  it('reads requests of many rows, whose answers stand on one line', async () => {
    const rows = applications({ rows: 40, seed: 6 });
    const labels = new LabelIndex();
    labels.add(labelText(rows[0]!.id, rows.map(({ label }) => label).join('\n')));

    const many = await checked(captureLine(rows), labels);
    const single = await checked(captureFile(rows), labelsOf(rows));

    expect(many['data-quality']).toMatchObject({ usedRows: 40, rows: 40 });
    expect(many['model-quality']?.metrics).toEqual(single['model-quality']?.metrics);
    expect(many.bias?.verdicts).toEqual(single.bias?.verdicts);
  });
});

it('any partition of a window into files and parts gives the same reports and files', async () => {
  const rows = applications({ rows: 200, seed: 7, refused: 0.3 });
  const labels = labelsOf(rows.slice(0, 150));
  const filesOf = async (window: WatchedTable) => {
    const found = await window.check({ table: MODEL });
    return (['data-quality', 'model-quality', 'bias', 'explainability'] as const).map((kind) =>
      found.files(kind, WINDOW).map(({ name, body }) => [name, body]),
    );
  };
  const one = new WatchedTable(baseline);
  one.read(captureFile(rows), 'all', labels, ALL);
  const whole = await filesOf(one);

  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(4), { minLength: rows.length, maxLength: rows.length }), async (parts) => {
      const merged = new WatchedTable(baseline);
      for (const part of [3, 1, 0, 4, 2]) {
        const own = new WatchedTable(baseline);
        const mine = rows.filter((_, index) => parts[index] === part);
        const half = Math.floor(mine.length / 2);
        for (const [index, some] of [mine.slice(0, half), mine.slice(half)].entries())
          own.read(captureFile(some), `part-${part}-${index}`, labels, ALL);
        merged.merge(JSON.parse(JSON.stringify(own.stored())));
      }
      expect(await filesOf(merged)).toEqual(whole);
    }),
    { numRuns: 5 },
  );
});

describe('a baseline of a table', () => {
  it('writes files of Model Monitor and Clarify beside its own', () => {
    const files = watchedBaselineFiles({ content: 'table', baseline });

    expect([...files.keys()].sort()).toEqual([
      'baseline.json',
      'bias/analysis.json',
      'bias/analysis_config.json',
      'data-quality/constraints.json',
      'data-quality/statistics.json',
      'explainability/analysis.json',
      'explainability/shap-baseline.json',
      'model-quality/constraints.json',
      'model-quality/statistics.json',
    ]);
    expect(files.get('explainability/shap-baseline.json')).toEqual({ amount: 3000, age: 40, group: 'a' });
    expect(files.get('bias/analysis_config.json')).toEqual({
      dataset_type: 'text/csv',
      headers: ['paid', 'amount', 'age', 'group'],
      label: 'paid',
      label_values_or_threshold: [1],
      facet: [{ name_or_index: 'group', value_or_threshold: ['b'] }],
    });
  });

  it('tells Clarify whom to ask and how, where there is a model for it', () => {
    const shadow = { modelName: 'loans-model', instanceType: 'ml.m5.large' };

    const files = watchedBaselineFiles({ content: 'table', baseline }, shadow);
    const { explainability, ...unexplained } = baseline;

    expect(files.get('explainability/analysis_config.json')).toEqual({
      dataset_type: 'text/csv',
      headers: ['amount', 'age', 'group'],
      methods: {
        shap: {
          baseline: [[3000, 40, 'a']],
          num_samples: explainability?.samples ?? 2 * 3 + 2048,
          agg_method: 'mean_abs',
          use_logit: false,
          save_local_shap_values: false,
          seed: TABLE_SUBJECT.seed,
        },
        report: { name: 'report', title: 'Analysis Report' },
      },
      predictor: {
        model_name: 'loans-model',
        instance_type: 'ml.m5.large',
        initial_instance_count: 1,
        accept_type: 'text/csv',
        content_type: 'text/csv',
        endpoint_name_prefix: 'sm-clarify-',
      },
    });
    expect([...watchedBaselineFiles({ content: 'table', baseline: unexplained }, shadow).keys()]).not.toContain(
      'explainability/analysis_config.json',
    );
  });

  it('is refused without a row, and without a label beside an answer', () => {
    const rows = applications({ rows: 5, seed: 1 });
    const unlabelled = new TableWindow(TABLE_SUBJECT);
    const reader = unlabelled.open('baseline', new LabelIndex(), ALL);
    reader.push(Buffer.from(captureFile(rows)));
    reader.end();

    expect(() => tableBaseline(new TableWindow(TABLE_SUBJECT))).toThrow('no row that can be read');
    expect(() => tableBaseline(unlabelled)).toThrow('None of the 5 rows of the baseline has a label');
  });

  it('says what is wrong with a file that is none', () => {
    expect(() => readWatchedBaseline({ version: 1, content: 'table' }, 'reports/x.json')).toThrow(
      /reports\/x.json is no baseline of a table endpoint: .*subject/,
    );
    expect(() => readWatchedBaseline({ version: 1 }, 'reports/x.json')).toThrow('reports/x.json is no baseline');
  });
});
