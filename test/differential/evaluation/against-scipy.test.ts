import { expectedCalibrationError } from '../../../core/evaluation/calibration/calibration-error';
import { fitTemperature } from '../../../core/evaluation/calibration/fit-temperature';
import { equalWidthBins } from '../../../core/evaluation/calibration/reliability-bins';
import { evaluate } from '../../../core/evaluation/evaluate';
import { EvaluationState } from '../../../core/evaluation/evaluation-state';
import { areaUnderRoc } from '../../../core/evaluation/metrics/area-under-roc';
import { logLoss } from '../../../core/evaluation/metrics/log-loss';
import { rank } from '../../../core/evaluation/metrics/ranking';
import { clopperPearsonInterval } from '../../../core/evaluation/statistics/clopper-pearson-interval';
import { fisherAtLeast, fisherAtMost } from '../../../core/evaluation/statistics/fisher-exact';
import { incompleteBeta } from '../../../core/evaluation/statistics/incomplete-beta';
import { studentTail } from '../../../core/evaluation/statistics/student-tail';
import { wilsonInterval } from '../../../core/evaluation/statistics/wilson-interval';
import { SeededRandom } from '../../../core/seeded-random';
import { hasScipy, runPython } from '../../fixtures/python';

const isPresent = hasScipy();
if (!isPresent)
  console.warn('Skipped: python3 with numpy and scipy is needed to compare the numbers of an evaluation.');

const expectClose = (actual: readonly number[], expected: readonly number[], tolerance: number): void => {
  expect(actual).toHaveLength(expected.length);
  const far = actual.flatMap((value, index) => {
    const wanted = expected[index]!;
    return Math.abs(value - wanted) <= tolerance * Math.max(1, Math.abs(wanted)) ? [] : [[index, value, wanted]];
  });
  expect(far).toEqual([]);
};

/** Probabilities that tie often, of a model that is right more often than not. */
function randomRows(count: number, classes: number, seed: number) {
  const random = new SeededRandom('scipy', classes, seed);
  return Array.from({ length: count }, () => {
    const label = random.below(classes);
    const weights = Array.from({ length: classes }, (_, index) => {
      return (1 + random.below(9)) * (index === label && random.chance(0.8) ? 4 : 1);
    });
    const sum = weights.reduce((total, value) => total + value, 0);
    return { label, probabilities: weights.map((value) => value / sum) };
  });
}

(isPresent ? describe : describe.skip)('evaluation, beside numpy and scipy', () => {
  it('has the tails of scipy.stats.fisher_exact and scipy.stats.t', () => {
    const random = new SeededRandom('fisher');
    const tables = [10, 100, 3000, 200_000].flatMap((size) =>
      Array.from({ length: 8 }, () => {
        const [n, m] = [1 + random.below(size), 1 + random.below(size)];
        return [random.below(n + 1), n, random.below(m + 1), m] as const;
      }),
    );
    const near = [1000, 50_000].map((n) => [Math.round(0.9 * n) - 20, n, Math.round(0.9 * 2 * n), 2 * n] as const);
    const cases = [...tables, ...near];
    const values = [-3, 0, 0.7, 2.5, 40].flatMap((t) => [0.7, 4, 7.3, 120].map((degrees) => [t, degrees] as const));
    const program = `
import json, sys
from scipy.stats import fisher_exact, t
given = json.load(sys.stdin)
out = []
for x, n, y, m in given['tables']:
    for side in ('less', 'greater'):
        out.append(float(fisher_exact([[x, n - x], [y, m - y]], alternative=side)[1]))
out += [float(t.sf(v, d)) for v, d in given['values']]
print(json.dumps(out))`;

    const ours = [
      ...cases.flatMap(([x, n, y, m]) => {
        const [one, other] = [
          { successes: x, trials: n },
          { successes: y, trials: m },
        ];
        return [fisherAtMost(one, other), fisherAtLeast(one, other)];
      }),
      ...values.map(([t, degrees]) => studentTail(t, degrees)),
    ];

    expectClose(ours, runPython(program, { tables: cases, values }) as number[], 1e-8);
  });

  it('has the intervals of scipy.stats.binomtest', () => {
    const counts = [1, 2, 7, 30, 273, 1000, 20_000].flatMap((n) => {
      return [0, 1, Math.floor(n / 3), n - 1, n].map((k) => [Math.min(k, n), n] as const);
    });
    const program = `
import json, sys
from scipy.stats import binomtest
out = []
for k, n in json.load(sys.stdin):
    test = binomtest(k, n)
    for method in ('wilson', 'exact'):
        ci = test.proportion_ci(0.95, method)
        out += [float(ci.low), float(ci.high)]
print(json.dumps(out))`;

    const ours = counts.flatMap(([k, n]) => {
      const [wilson, exact] = [wilsonInterval(k, n), clopperPearsonInterval(k, n)];
      return [wilson.low, wilson.high, exact.low, exact.high];
    });

    expectClose(ours, runPython(program, counts) as number[], 1e-9);
  });

  it('has the incomplete beta function of scipy.special', () => {
    const random = new SeededRandom('beta');
    const points = Array.from({ length: 400 }, () => {
      const size = () => 10 ** random.between(-1, 4);
      return [size(), size(), random.fraction()] as const;
    });
    const program = `
import json, sys
from scipy.special import betainc
print(json.dumps([float(betainc(a, b, x)) for a, b, x in json.load(sys.stdin)]))`;

    const ours = points.map(([a, b, x]) => incompleteBeta(x, a, b));

    expectClose(ours, runPython(program, points) as number[], 1e-10);
  });

  it('has the AUC of the Mann-Whitney statistic when scores tie', () => {
    const sets = [1, 2, 3].map((seed) => {
      return randomRows(500, 2, seed).map(({ label, probabilities }) => [probabilities[1]!, label] as const);
    });
    const program = `
import json, sys
import numpy as np
from scipy.stats import mannwhitneyu, rankdata
out = []
for rows in json.load(sys.stdin):
    score, label = np.array(rows).T
    positive, negative = score[label == 1], score[label == 0]
    out.append(float(mannwhitneyu(positive, negative).statistic / len(positive) / len(negative)))
print(json.dumps(out))`;

    const ours = sets.map(
      (rows) => areaUnderRoc(rank(rows.map(([score, label]) => ({ score, positive: label === 1 }))))!,
    );

    expectClose(ours, runPython(program, sets) as number[], 1e-12);
  });

  it.each([2, 3, 7])(
    'has the log loss, calibration error and fitted temperature of numpy with %i classes',
    (classes) => {
      const rows = randomRows(400, classes, 1);
      const program = `
import json, sys
import numpy as np
from scipy.optimize import minimize_scalar
data = json.load(sys.stdin)
p = np.array([row['probabilities'] for row in data]); y = np.array([row['label'] for row in data])
def nll(t):
    z = np.log(p) / t
    z = z - z.max(axis=1, keepdims=True)
    return float(-(z[np.arange(len(y)), y] - np.log(np.exp(z).sum(axis=1))).mean())
confidence = p.max(axis=1); right = p.argmax(axis=1) == y
edges = np.linspace(0, 1, 16); ece = 0.0
for low, high in zip(edges[:-1], edges[1:]):
    inside = (confidence > low) & (confidence <= high)
    if inside.any():
        ece += inside.mean() * abs(right[inside].mean() - confidence[inside].mean())
best = minimize_scalar(lambda u: nll(np.exp(u)), bounds=(-2.9, 2.9), method='bounded', options={'xatol': 1e-10})
print(json.dumps([nll(1.0), float(ece), float(np.exp(best.x))]))`;
      const [loss, ece, temperature] = runPython(program, rows) as [number, number, number];

      const fit = fitTemperature(rows);
      const bins = equalWidthBins(
        rows.map(({ label, probabilities }) => {
          const confidence = Math.max(...probabilities);
          return { confidence, right: probabilities.indexOf(confidence) === label };
        }),
      );

      expectClose([logLoss(rows.map(({ label, probabilities }) => probabilities[label]!))], [loss], 1e-12);
      expectClose([expectedCalibrationError(bins)], [ece], 1e-12);
      // A minimum is as flat as it is: half of the digits is what comparing values can find.
      expectClose([fit.temperature], [temperature], 1e-6);
    },
  );

  it('has the confusion, precision, recall and F1 of numpy with 5 classes', () => {
    const rows = randomRows(600, 5, 2);
    const state = new EvaluationState({ classes: ['a', 'b', 'c', 'd', 'e'], temperature: 1 });
    for (const { label, probabilities } of rows) state.add(label, probabilities);
    const program = `
import json, sys
import numpy as np
data = json.load(sys.stdin)
y = np.array([row['label'] for row in data]); yhat = np.array([row['probabilities'] for row in data]).argmax(axis=1)
matrix = np.zeros((5, 5)); np.add.at(matrix, (y, yhat), 1)
precision = np.diag(matrix) / matrix.sum(axis=0); recall = np.diag(matrix) / matrix.sum(axis=1)
f1 = 2 * precision * recall / (precision + recall)
support = matrix.sum(axis=1)
print(json.dumps([float(v) for v in [*matrix.ravel(), *precision, *recall, *f1, f1.mean(), np.average(f1, weights=support), np.average(precision, weights=support)]]))`;

    const { confusion, perClass, macro, weighted } = evaluate(state, { threshold: 0.9, target: { maxErrorRate: 0.1 } });

    const ours = [
      ...confusion.flat(),
      ...perClass.map(({ precision }) => precision),
      ...perClass.map(({ recall }) => recall),
      ...perClass.map(({ f1 }) => f1),
      macro.f1,
      weighted.f1,
      weighted.precision,
    ];
    expectClose(ours, runPython(program, rows) as number[], 1e-12);
  });
});
