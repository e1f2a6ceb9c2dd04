import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkDataQuality } from '../../../core/monitoring/data-quality/check-data-quality';
import { suggestConstraints } from '../../../core/monitoring/data-quality/suggest-constraints';
import { tableStatistics } from '../../../core/monitoring/data-quality/table-statistics';
import { constraintsSchema } from '../../../core/monitoring/formats/constraints';
import { monitoringSettings } from '../../../core/monitoring/formats/monitoring-settings';
import { formatFile, parseFile } from '../../../core/monitoring/formats/parse-file';
import { statisticsSchema } from '../../../core/monitoring/formats/statistics';
import { violationsSchema } from '../../../core/monitoring/formats/violations';
import { analyse, analyseCsv } from '../../fixtures/monitoring/analyse';
import { describeRealData } from '../../fixtures/real-data';

describeRealData('churn', (folder) => {
  const content = readFileSync(join(folder, 'training-dataset-with-header.csv'));

  it('has the statistics of the real baseline job', () => {
    const { dataset, features } = tableStatistics(analyseCsv(content));

    const of = (name: string) => features.find((feature) => feature.name === name)?.numerical_statistics;
    expect(dataset.item_count).toBe(2333);
    expect(features).toHaveLength(70);
    expect(of('Churn')?.std_dev).toBeCloseTo(0.346265, 6);
    expect(of('Account Length')?.mean).toBeCloseTo(101.276897, 6);
    expect(of('Account Length')?.std_dev).toBeCloseTo(39.552442, 6);
    expect(of('Churn')?.common).toEqual({ num_present: 2333, num_missing: 0 });
  });

  it('satisfies the constraints that it suggests itself, and they say what the columns are', () => {
    const baseline = tableStatistics(analyseCsv(content));
    const constraints = suggestConstraints(baseline);

    const { state, violations, verdicts } = checkDataQuality(analyseCsv(content, { baseline }), constraints);

    expect({ state, violations }).toEqual({ state: 'Completed', violations: [] });
    expect(verdicts).toHaveLength(70);
    expect(constraints.features[0]).toEqual({
      name: 'Churn',
      inferred_type: 'Integral',
      completeness: 1,
      num_constraints: { is_non_negative: true },
    });
  });
});

describeRealData('model-monitor', (folder) => {
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');

  it.each([
    ['tabular-constraints.json', constraintsSchema],
    ['templates/constraints.json', constraintsSchema],
    ['templates/statistics.json', statisticsSchema],
    ['templates/constraint_violations.json', violationsSchema],
  ] as const)('reads %s and writes it back without loss', (name, schema) => {
    const text = read(name);

    const written = formatFile(parseFile(text, schema, name));

    expect(JSON.parse(written)).toEqual(JSON.parse(text));
  });

  it('honours older spellings and overrides of one feature', () => {
    const constraints = parseFile(read('templates/constraints.json'), constraintsSchema, 'constraints.json');

    const settings = monitoringSettings(constraints, constraints.features[0]);

    expect(settings).toMatchObject({ isEvaluated: true, isEmitted: true, isCompared: true, comparisonThreshold: 1 });
  });

  it('suggests for real data what the real job suggests in form', () => {
    const real = parseFile(read('tabular-constraints.json'), constraintsSchema, 'tabular-constraints.json');

    const ours = suggestConstraints(tableStatistics(analyseCsv('a,b\n1.5,x\n2,y\n')));

    expect(ours.monitoring_config).toEqual(real.monitoring_config);
    expect(Object.keys(ours.features[0]!)).toEqual(Object.keys(real.features.find(({ name }) => name === 'price')!));
    expect(Object.keys(ours.features[1]!)).toEqual(Object.keys(real.features.find(({ name }) => name === 'state')!));
  });

  it('finds the drift of the real example: negative ZIP features, and the target that captures lack', () => {
    const baselineText = read('data_quality_example/baseline.csv');
    const baseline = tableStatistics(analyseCsv(baselineText));
    const columns = baseline.features.map(({ name }) => name).slice(1);
    const current = analyseCsv(read('data_quality_example/data_quality_drift.csv'), { baseline }, columns);

    const report = checkDataQuality(current, suggestConstraints(baseline));

    const types = (feature: string) =>
      report.violations.filter(({ feature_name }) => feature_name === feature).map((one) => one.constraint_check_type);
    expect(report.state).toBe('CompletedWithViolations');
    expect(report.usedRows).toBe(320);
    expect(types('target')).toEqual(['missing_column_check']);
    expect(types('zip_feature_1')).toEqual(expect.arrayContaining(['non_negativity_check']));
    expect(report.faults).toEqual([]);
  });

  it('reads the real capture template once its place-holders have a time, and names each line while they have none', () => {
    const template = read('templates/capture.jsonl');
    const filled = template.replaceAll('{%s}', '2024-10-15T14:05:12Z');

    const good = analyse([{ file: 'capture.jsonl', content: filled }], { format: 'capture' });
    const bad = analyse([{ file: 'capture.jsonl', content: template }], { format: 'capture' });

    const lines = template.trim().split('\n').length;
    expect(good.rows).toBe(lines);
    expect([...good.columns.keys()]).toHaveLength(8);
    expect(bad.rows).toBe(0);
    expect(bad.reading.faults.count).toBe(lines);
    expect(bad.reading.faults.list()[0]?.reason).toMatch(/^NotCapture: .*inferenceTime/);
  });
});

describeRealData('data-capture', (folder) => {
  it('gives every record a row of its two probabilities', () => {
    const names = readdirSync(folder).filter((name) => name.endsWith('.jsonl'));
    const files = names.sort().map((file) => ({ file, content: readFileSync(join(folder, file)) }));

    const analysis = analyse(files, { format: 'capture' });

    expect(analysis.rows).toBe(15);
    expect([...analysis.columns.keys()]).toEqual(['output_0', 'output_1']);
    expect(analysis.reading.faults.list()).toEqual([]);
  });
});
