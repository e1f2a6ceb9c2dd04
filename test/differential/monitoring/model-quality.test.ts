import { metricValues } from '../../../core/monitoring/model-quality/metric-values';
import { modelQualityStatistics } from '../../../core/monitoring/model-quality/model-quality-statistics';
import { atLeast, atMost } from '../../../core/monitoring/model-quality/proportions';
import { SeededRandom } from '../../../core/seeded-random';
import { captureLine, labelLine, labelledWindow } from '../../fixtures/monitoring/labelled';
import { hasScipy, runPython } from '../../fixtures/python';

const isPresent = hasScipy();
if (!isPresent)
  console.warn('Skipped: python3 with numpy and scipy is needed to compare the metrics of model quality.');

(isPresent ? describe : describe.skip)('model quality, beside numpy and scipy', () => {
  const random = new SeededRandom('model quality');

  it('has the AUC by rank sums and the regression metrics by their formulas', () => {
    const rows = Array.from({ length: 500 }, () => {
      const label = random.below(2);
      return {
        label,
        score: Math.round(100 * Math.min(1, Math.max(0, 0.5 + (label - 0.5) * 0.4 + random.bell() * 0.25))) / 100,
      };
    });
    const window = (kind: 'binary' | 'regression') =>
      labelledWindow(
        [
          {
            file: 'c',
            content: rows.map(({ score }, index) => captureLine(`i${index}`, String(score), 'CSV')).join(''),
          },
        ],
        [{ file: 'l', content: rows.map(({ label }, index) => labelLine(`i${index}`, String(label))).join('') }],
        { kind },
      );
    const program = `
import json, sys, numpy as np
from scipy.stats import rankdata
rows = json.load(sys.stdin)
y = np.array([r['label'] for r in rows]); s = np.array([r['score'] for r in rows])
n1 = y.sum(); n0 = len(y) - n1
auc = (rankdata(s)[y == 1].sum() - n1 * (n1 + 1) / 2) / (n1 * n0)
e = s - y
out = [auc, np.abs(e).mean(), (e**2).mean(), np.sqrt((e**2).mean()), 1 - (e**2).sum() / ((y - y.mean())**2).sum(), ((s >= 0.5) == y).mean()]
print(json.dumps([float(x) for x in out]))`;

    const [binary, regression] = [window('binary'), window('regression')].map((state) =>
      metricValues(modelQualityStatistics(state)!),
    );
    const ours = [
      binary!.auc,
      regression!.mae,
      regression!.mse,
      regression!.rmse,
      regression!.r2,
      binary!.accuracy,
    ].map((metric) => metric!.value as number);

    const theirs = runPython(program, rows) as number[];
    ours.forEach((value, index) => {
      expect(value).toBeCloseTo(theirs[index]!, 12);
    });
  });

  it('has the tails of the binomial distribution', () => {
    const cases = [0, 1, 7, 50, 93, 100].flatMap((k) => [0.05, 0.5, 0.9, 0.99].map((p) => [k, 100, p] as const));
    const program = `
import json, sys
from scipy.stats import binom
print(json.dumps([[float(binom.cdf(k, n, p)), float(binom.sf(k - 1, n, p))] for k, n, p in json.load(sys.stdin)]))`;

    const theirs = runPython(program, cases) as [number, number][];

    cases.forEach(([successes, trials, p], index) => {
      expect(atMost({ successes, trials }, p)).toBeCloseTo(theirs[index]![0], 12);
      expect(atLeast({ successes, trials }, p)).toBeCloseTo(theirs[index]![1], 12);
    });
  });
});
