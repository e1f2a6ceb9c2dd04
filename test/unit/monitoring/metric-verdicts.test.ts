import type { MetricVerdict } from '../../../core/contracts/monitor-report';
import { checkModelQuality } from '../../../core/monitoring/model-quality/check-model-quality';
import { metricVerdicts } from '../../../core/monitoring/model-quality/metric-verdicts';
import { modelQualityStatistics } from '../../../core/monitoring/model-quality/model-quality-statistics';
import type { ModelProblem } from '../../../core/monitoring/model-quality/problem';
import { suggestModelQualityConstraints } from '../../../core/monitoring/model-quality/suggest-model-quality-constraints';
import { SeededRandom } from '../../../core/seeded-random';
import { captureLine, labelLine, labelledWindow } from '../../fixtures/monitoring/labelled';

interface Answer {
  readonly label: number;
  readonly output: number;
}

const windowOf = (answers: readonly Answer[], problem: ModelProblem = { kind: 'binary' }) =>
  labelledWindow(
    [{ file: 'c', content: answers.map(({ output }, index) => captureLine(`i${index}`, String(output))).join('') }],
    [{ file: 'l', content: answers.map(({ label }, index) => labelLine(`i${index}`, String(label))).join('') }],
    problem,
  );

/** Rows of two classes of which so many are answered right. */
const twoClasses = (count: number, right: number): Answer[] =>
  Array.from({ length: count }, (_, index) => {
    const label = index % 2;
    return { label, output: Math.abs((index % 100 < right * 100 ? label : 1 - label) - 0.2) };
  });

const numbers = (count: number, error: number, seed: number): Answer[] => {
  const random = new SeededRandom(seed);
  return Array.from({ length: count }, () => {
    const label = random.below(100);
    return { label, output: label + error * random.bell() };
  });
};

function baselineOf(answers: readonly Answer[], problem?: ModelProblem) {
  const statistics = modelQualityStatistics(windowOf(answers, problem))!;
  return { statistics, constraints: suggestModelQualityConstraints(statistics) };
}

const find = (metrics: readonly MetricVerdict[] | undefined, name: string): MetricVerdict =>
  metrics!.find(({ metric }) => metric === name)!;

it('says n, m, the distance, the smallest that alarms and a corrected p-value that takes both sizes in', () => {
  const { statistics, constraints } = baselineOf(twoClasses(300, 0.9));
  const window = windowOf(twoClasses(200, 0.8));

  const { metrics } = checkModelQuality(window, constraints, { statistics });

  const [accuracy, recall] = [find(metrics, 'accuracy'), find(metrics, 'recall')];
  expect(accuracy).toMatchObject({ state: 'Violated', method: 'Fisher', baselineCount: 300, count: 200, value: 0.8 });
  expect(accuracy).toMatchObject({ threshold: 0.9, baselineValue: 0.9 });
  expect(accuracy.distance).toBeCloseTo(0.1, 12);
  // 179 of 200 is the first that is worse than 0.9.
  expect(accuracy.smallestAlarming).toBeCloseTo(0.005, 12);
  // scipy.stats.fisher_exact([[160, 40], [270, 30]], alternative='less')
  expect(accuracy.pValue).toBeCloseTo(0.0013645828, 9);
  expect(accuracy.adjustedPValue).toBeGreaterThan(accuracy.pValue!);
  expect(recall).toMatchObject({ method: 'Fisher', baselineCount: 150, count: 100 });
});

it('compares metrics that are no proportions by their sampled deviations', () => {
  const regression = { kind: 'regression' } as const;
  const { statistics, constraints } = baselineOf(numbers(400, 1, 1), regression);

  const same = checkModelQuality(windowOf(numbers(300, 1, 2), regression), constraints, { statistics }).metrics;
  const worse = checkModelQuality(windowOf(numbers(300, 3, 3), regression), constraints, { statistics }).metrics;

  expect(find(worse, 'mae')).toMatchObject({ method: 'Welch', baselineCount: 400, count: 300, smallestAlarming: 0 });
  expect(find(worse, 'mae').adjustedPValue).toBeLessThan(0.01);
  expect(find(same, 'mae').pValue).toBeGreaterThan(0.05);
  expect(
    find(checkModelQuality(windowOf(twoClasses(250, 0.8)), baselineOf(twoClasses(300, 0.9)).constraints).metrics, 'f1'),
  ).toMatchObject({ method: 'Student' });
});

it.each([
  ['no statistics', undefined],
  ['statistics of another kind of file', { version: 0, dataset: { item_count: 300 }, features: [] }],
  ['nothing that is known', 'statistics'],
])('reads a baseline with %s: of how many rows it was made is not known', (_, statistics) => {
  const { constraints } = baselineOf(twoClasses(300, 0.9));

  const { state, metrics } = checkModelQuality(windowOf(twoClasses(200, 0.8)), constraints, { statistics });

  expect(state).toBe('CompletedWithViolations');
  expect(find(metrics, 'accuracy')).toMatchObject({ state: 'Violated', method: 'Binomial', count: 200 });
  expect(find(metrics, 'accuracy').baselineCount).toBeUndefined();
  expect(find(metrics, 'f1').baselineCount).toBeUndefined();
});

it('takes a threshold that somebody has set for what it is, not for a value of the baseline', () => {
  const { statistics } = baselineOf(twoClasses(300, 0.9));
  const constraints = {
    version: 0,
    binary_classification_constraints: {
      accuracy: { threshold: 0.85, comparison_operator: 'LessThanThreshold' as const },
    },
  };

  const { metrics } = checkModelQuality(windowOf(twoClasses(200, 0.8)), constraints, { statistics });

  expect(find(metrics, 'accuracy')).toMatchObject({ method: 'Binomial', baselineCount: 300, baselineValue: 0.9 });
});

it('reads the numbers of a file of the service, classes by name', () => {
  const statistics = {
    version: 0.0,
    dataset: { item_count: 40, start_time: null },
    multiclass_classification_metrics: {
      confusion_matrix: { cat: { cat: 18, dog: 2 }, dog: { dog: 20 } },
      accuracy: { value: 0.95, standard_deviation: 'NaN' },
    },
  };
  const constraints = {
    version: 0,
    multiclass_classification_constraints: {
      accuracy: { threshold: 0.95, comparison_operator: 'LessThanThreshold' as const },
    },
  };
  const answers = twoClasses(100, 0.8).map(({ label, output }) => ({ label, output: Math.round(output) }));
  const window = windowOf(answers, { kind: 'multiclass' });

  const { metrics } = checkModelQuality(window, constraints, { statistics });

  expect(find(metrics, 'accuracy')).toMatchObject({ method: 'Fisher', baselineCount: 40, baselineValue: 0.95 });
});

describe('with a level', () => {
  const level = 0.05;

  it('alarms from the smallest distance on, and not one row before', () => {
    const baseline = baselineOf(twoClasses(200, 0.9));
    const { accuracy } = baseline.constraints.binary_classification_constraints!;
    const constraints = { version: 0, binary_classification_constraints: { accuracy: accuracy! } };
    const check = (right: number) => {
      const answers = Array.from({ length: 100 }, (_, index) => ({ label: 1, output: index < right ? 0.9 : 0.1 }));
      const { metrics } = checkModelQuality(windowOf(answers), constraints, { ...baseline, level });
      return find(metrics, 'accuracy');
    };

    const { smallestAlarming } = check(90);
    const alarming = Math.round(100 * (0.9 - smallestAlarming!));

    expect(check(alarming).state).toBe('Violated');
    expect(check(alarming + 1)).toMatchObject({ state: 'Satisfied', distance: expect.any(Number) });
    expect(check(alarming + 1).distance).toBeGreaterThan(0);
    expect(check(alarming).distance).toBeCloseTo(smallestAlarming!, 12);
  });

  it('has not enough data where no value could alarm, and where no row is one that a metric is about', () => {
    const { statistics, constraints } = baselineOf(twoClasses(6, 0.9));
    const negatives = twoClasses(2, 1).map((answer) => ({ ...answer, label: 0, output: 0.1 }));

    const { state, metrics } = checkModelQuality(windowOf(negatives), constraints, { statistics, level });

    expect(find(metrics, 'accuracy')).toMatchObject({
      state: 'NotEnoughData',
      reason: 'At 6 rows against 2 no value is bad enough to alarm.',
    });
    expect(find(metrics, 'recall')).toMatchObject({
      state: 'NotEnoughData',
      reason: 'The window has no row that the metric is about.',
    });
    expect(state).not.toBe('Failed');
  });
});

it.each([
  ['binary', ['confusion_matrix and what follows from it', 'auc, curves, standard_deviation']],
  ['multiclass', ['confusion_matrix and what follows from it', 'standard_deviation']],
  ['regression', ['mae, mse, rmse, r2', 'standard_deviation']],
] as const)('says of %s how near its own metrics are, and of no others', (kind, metrics) => {
  const { accuracy } = checkModelQuality(windowOf(twoClasses(10, 0.9), { kind }), { version: 0 });

  expect(accuracy?.map(({ metric }) => metric)).toEqual(metrics);
});

it('alarms where Holm does, though each metric by itself would need more', () => {
  const rows = (recalled: number, of: number) => ({ successes: recalled, trials: of });
  const bad = { threshold: 0.9, comparison_operator: 'LessThanThreshold' } as const;
  const then = { value: 0.9, standardDeviation: 0.01 };
  const names = ['accuracy', 'precision', 'true_negative_rate', 'recall'] as const;
  const each = <Value>(value: (name: string) => Value) => Object.fromEntries(names.map((name) => [name, value(name)]));
  const now = (name: string) => (name === 'recall' ? rows(0, 2) : rows(10, 100));

  const verdicts = metricVerdicts({
    constraints: each(() => bad),
    values: each((name) => ({ value: now(name).successes / now(name).trials, standard_deviation: 'NaN' })),
    proportions: each(now),
    rows: 102,
    baseline: { rows: 100, metrics: each(() => then), proportions: each(() => rows(90, 100)) },
    level: 0.05,
  });

  expect(verdicts.map(({ state }) => state)).toEqual(Array(4).fill('Violated'));
  // All four at a quarter of 5 % could not: 0 of 2 is the worst there is.
  expect(verdicts[3]).toMatchObject({ metric: 'recall', distance: 0.9, smallestAlarming: 0.9 });
  expect(verdicts[3]!.pValue!).toBeGreaterThan(0.05 / 4);
});
