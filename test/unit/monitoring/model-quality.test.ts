import { checkModelQuality } from '../../../core/monitoring/model-quality/check-model-quality';
import { metricValues } from '../../../core/monitoring/model-quality/metric-values';
import { modelQualityStatistics } from '../../../core/monitoring/model-quality/model-quality-statistics';
import type { ModelProblem } from '../../../core/monitoring/model-quality/problem';
import { suggestModelQualityConstraints } from '../../../core/monitoring/model-quality/suggest-model-quality-constraints';
import { SeededRandom } from '../../../core/seeded-random';
import { captureLine, labelLine, labelledWindow } from '../../fixtures/monitoring/labelled';

const BINARY: ModelProblem = { kind: 'binary' };
const window = (captures: string, labels: string, problem: ModelProblem = BINARY) =>
  labelledWindow([{ file: 'captures.jsonl', content: captures }], [{ file: 'labels.jsonl', content: labels }], problem);

/** Rows right so often; scores are honest. */
function answers(count: number, right: number, seed: number) {
  const random = new SeededRandom(seed);
  let [captures, labels] = ['', ''];
  for (let index = 0; index < count; index += 1) {
    const label = random.below(2);
    const said = random.chance(right) ? label : 1 - label;
    const score = said === 1 ? random.between(0.5, 1) : random.between(0, 0.5);
    captures += captureLine(`i${index}`, `[${1 - score}, ${score}]`);
    labels += labelLine(`i${index}`, String(label));
  }
  return { captures, labels };
}

it('counts matched, unlabelled, orphans, duplicates and replaced labels', () => {
  const captures =
    captureLine('a', '[0.9, 0.1]') +
    captureLine('b', '[0.2, 0.8]', 'JSON', 'x') +
    captureLine('c', '[0.2, 0.8]', 'JSON', 'x') +
    captureLine('d', '[1, 0]');
  const labels = labelLine('a', '1') + labelLine('a', '0') + labelLine('x', '1') + labelLine('nobody', '1');

  const report = checkModelQuality(window(captures, labels), { version: 0 });

  expect(report.labels).toEqual({ matched: 2, unlabelled: 1, orphans: 1, duplicateCaptures: 1, replacedLabels: 1 });
  expect(report).toMatchObject({ state: 'Completed', rows: 3, usedRows: 2 });
});

it('satisfies what it suggests itself, and describes a violation in the words that tools parse', () => {
  const baseline = answers(400, 0.9, 1);
  const constraints = suggestModelQualityConstraints(
    modelQualityStatistics(window(baseline.captures, baseline.labels))!,
  );
  const worse = answers(400, 0.7, 2);

  const same = checkModelQuality(window(baseline.captures, baseline.labels), constraints);
  const report = checkModelQuality(window(worse.captures, worse.labels), constraints);

  expect(same).toMatchObject({ state: 'Completed', violations: [] });
  expect(report.state).toBe('CompletedWithViolations');
  const accuracy = report.violations.find(({ metric_name }) => metric_name === 'accuracy');
  expect(accuracy).toMatchObject({ constraint_check_type: 'LessThanThreshold' });
  expect(accuracy?.description).toMatch(/^Metric accuracy with 0\.\d+ \+\/- 0\.\d+ was LessThanThreshold '0\.\d+'$/);
  expect(report.violations.find(({ metric_name }) => metric_name === 'false_positive_rate')).toMatchObject({
    constraint_check_type: 'GreaterThanThreshold',
  });
  const verdict = report.metrics?.find(({ metric }) => metric === 'accuracy');
  expect(verdict).toMatchObject({ state: 'Violated', count: 400 });
  expect(verdict?.adjustedPValue).toBeLessThan(0.001);
  expect(verdict?.interval?.high).toBeLessThan(verdict!.threshold);
});

it('writes NaN for standard deviations under 200 rows', () => {
  const few = answers(199, 0.9, 1);
  const enough = answers(200, 0.9, 1);

  const of = ({ captures, labels }: typeof few) =>
    metricValues(modelQualityStatistics(window(captures, labels))!).accuracy;

  expect(of(few)?.standard_deviation).toBe('NaN');
  expect(of(enough)?.standard_deviation).toBeGreaterThan(0);
});

it('reads single scores, thresholds, names of members, class names and many rows in one record', () => {
  const predict = (output: string, label: string, problem: ModelProblem, encoding: 'CSV' | 'JSON' = 'JSON') =>
    window(captureLine('a', output, encoding), labelLine('a', label, encoding), problem).confusionCounts;

  expect(predict('0.4', '1', BINARY, 'CSV')).toEqual([
    [0, 0],
    [1, 0],
  ]);
  expect(predict('0.4', '1', { kind: 'binary', threshold: 0.3 }, 'CSV')).toEqual([
    [0, 0],
    [0, 1],
  ]);
  expect(predict('{"predictions":[{"score":0.9,"predicted_label":0}]}', '[0]', BINARY)).toEqual([
    [1, 0],
    [0, 0],
  ]);
  expect(predict('1,0.2', '1', { kind: 'binary', inferenceAttribute: '0', probabilityAttribute: '1' }, 'CSV')).toEqual([
    [0, 0],
    [0, 1],
  ]);
  expect(predict('"cat"', '["dog"]', { kind: 'multiclass', classes: ['cat', 'dog', 'cow'] })).toEqual([
    [0, 0, 0],
    [1, 0, 0],
    [0, 0, 0],
  ]);
  expect(predict('[[0.9,0.1],[0.2,0.8]]', '[0, 0]', BINARY)).toEqual([
    [1, 1],
    [0, 0],
  ]);
});

it('has the metrics of a regression, and no r2 when all labels are equal', () => {
  const captures = captureLine('a', '3.5', 'CSV') + captureLine('b', '{"prediction":2}') + captureLine('c', '[7]');
  const labels = labelLine('a', '3') + labelLine('b', '4') + labelLine('c', '5');
  const flat = labelLine('a', '3') + labelLine('b', '3') + labelLine('c', '3');

  const of = (text: string) => metricValues(modelQualityStatistics(window(captures, text, { kind: 'regression' }))!);

  expect(of(labels).mae!.value).toBeCloseTo(1.5, 12);
  expect(of(labels).mse!.value).toBeCloseTo(8.25 / 3, 12);
  expect(of(labels).r2!.value).toBeCloseTo(1 - 8.25 / 2, 12);
  expect(of(flat).r2!.value).toBe('NaN');
  expect(
    Object.keys(
      suggestModelQualityConstraints(modelQualityStatistics(window(captures, labels, { kind: 'regression' }))!)
        .regression_constraints!,
    ),
  ).toEqual(['mae', 'mse', 'rmse', 'r2']);
});

describe('bad windows', () => {
  it('names a cut last line, wrong JSON, unequal rows, unreadable labels and outputs, and reports the rest', () => {
    const captures = `${captureLine('a', '[0.9, 0.1]')}{wrong}\n${captureLine('b', '[[0.9, 0.1],[0.3,0.7]]')}${captureLine('c', '["x"]')}${captureLine('d', '[0.9, 0.1]')}{"captureData":`;
    const labels = `${labelLine('a', '0')}${labelLine('b', '1')}${labelLine('c', '1')}${labelLine('d', 'maybe')}{"ground`;

    const report = checkModelQuality(window(captures, labels), { version: 0 });

    expect(report.usedRows).toBe(1);
    expect(report.faults.map(({ file, line, reason }) => [file, line, reason.split(':')[0]])).toEqual([
      ['captures.jsonl', 2, 'NotJson'],
      ['captures.jsonl', 3, 'RowCounts'],
      ['captures.jsonl', 4, 'LabelUnreadable'],
      ['captures.jsonl', 6, 'CutOff'],
      ['labels.jsonl', 5, 'CutOff'],
    ]);
    expect(report.faults[2]?.more).toBe(1);
  });

  it('is not enough data when no inference has a label, and empty when there is none', () => {
    const constraints = { version: 0 };

    expect(checkModelQuality(window(captureLine('a', '[1, 0]'), labelLine('z', '1')), constraints)).toMatchObject({
      state: 'NotEnoughData',
      reason: 'None of 1 inferences has a label; there are 1 labels.',
    });
    expect(checkModelQuality(window('', ''), constraints)).toMatchObject({ state: 'EmptyWindow' });
    expect(checkModelQuality(window('{wrong}\n', ''), constraints)).toMatchObject({
      state: 'Failed',
      reason: expect.stringContaining('captures.jsonl line 1'),
    });
  });

  it('says which metric the rows do not give: the AUC of one class', () => {
    const constraints = {
      version: 0,
      binary_classification_constraints: { auc: { threshold: 0.5, comparison_operator: 'LessThanThreshold' as const } },
    };

    const { state, metrics } = checkModelQuality(window(captureLine('a', '[1, 0]'), labelLine('a', '0')), constraints);

    expect(state).toBe('NotEnoughData');
    expect(metrics).toMatchObject([{ metric: 'auc', state: 'NotEnoughData' }]);
  });
});
