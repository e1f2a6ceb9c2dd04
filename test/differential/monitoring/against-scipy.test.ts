import { chiSquaredTail } from '../../../core/evaluation/statistics/incomplete-gamma';
import { tableStatistics } from '../../../core/monitoring/data-quality/table-statistics';
import { chiSquaredTest } from '../../../core/monitoring/drift/chi-squared';
import { numberBaseline } from '../../../core/monitoring/drift/feature-baseline';
import {
  kolmogorovDistance,
  kolmogorovPValue,
  kolmogorovTail,
} from '../../../core/monitoring/drift/kolmogorov-smirnov';
import { KllSketch } from '../../../core/monitoring/sketch/kll-sketch';
import { SeededRandom } from '../../../core/seeded-random';
import { analyseCsv } from '../../fixtures/monitoring/analyse';
import { hasScipy, runPython } from '../../fixtures/python';

const isPresent = hasScipy();
if (!isPresent) console.warn('Skipped: python3 with numpy and scipy is needed to compare the tests of drift.');

const expectClose = (ours: readonly number[], theirs: readonly number[], tolerance: number): void => {
  expect(ours).toHaveLength(theirs.length);
  const far = ours.flatMap((value, index) =>
    Math.abs(value - theirs[index]!) <= tolerance * Math.max(1, Math.abs(theirs[index]!))
      ? []
      : [[index, value, theirs[index]]],
  );
  expect(far).toEqual([]);
};

const column = (values: readonly number[]) => `x\n${values.join('\n')}\n`;

(isPresent ? describe : describe.skip)('drift, beside numpy and scipy', () => {
  const random = new SeededRandom('scipy drift');
  const samples = [
    [30, 20],
    [100, 100],
    [400, 90],
    [1000, 1000],
    [2000, 700],
    [2048, 5000],
  ].map(([n, m], index) => ({
    one: Array.from({ length: n! }, () => (index % 2 === 0 ? random.bell() : random.below(12))),
    other: Array.from({ length: m! }, () => (index % 2 === 0 ? random.bell() * 1.2 + 0.1 * index : random.below(13))),
  }));

  it('has the two-sample distance of scipy.stats.ks_2samp, ties and all, and its exact p-values', () => {
    const program = `
import json, sys
from scipy.stats import ks_2samp
out = []
for s in json.load(sys.stdin):
    exact = len(s['one']) * len(s['other']) <= 1000000
    r = ks_2samp(s['one'], s['other'], method='exact' if exact else 'asymp')
    out += [float(r.statistic), float(r.pvalue) if exact else -1]
print(json.dumps(out))`;

    const ours = samples.flatMap(({ one, other }) => {
      const baseline = tableStatistics(analyseCsv(column(one)));
      const { positions } = analyseCsv(column(other), { baseline }).columns.get('x')!.states.numbers;
      const distance = kolmogorovDistance(numberBaseline(baseline.features[0]!)!, positions!);
      const isExact = one.length * other.length <= 1_000_000;
      return [distance, isExact ? kolmogorovPValue(distance, one.length, other.length) : -1];
    });

    expectClose(ours, runPython(program, samples) as number[], 1e-9);
  });

  it('has Kolmogorov’s distribution of scipy.special', () => {
    const points = [0.05, 0.2, 0.5, 0.8, 0.99, 1, 1.01, 1.3, 1.8, 2.5, 4];
    const program =
      'import json, sys\nfrom scipy.special import kolmogorov\nprint(json.dumps([float(kolmogorov(x)) for x in json.load(sys.stdin)]))';

    expectClose(points.map(kolmogorovTail), runPython(program, points) as number[], 1e-12);
  });

  it('has the chi-squared distribution, and chi2_contingency where no category must be pooled', () => {
    const points = [1, 2, 3, 7, 30, 200].flatMap((df) => [0.01, 0.5, 1, 3, 10, 40, 250].map((x) => [x, df] as const));
    const tables = Array.from({ length: 20 }, (_, index) =>
      Array.from({ length: 2 + (index % 5) }, () => [20 + random.below(200), 20 + random.below(90)] as const),
    );
    const program = `
import json, sys
from scipy.stats import chi2, chi2_contingency
given = json.load(sys.stdin)
out = [float(chi2.sf(x, df)) for x, df in given['points']]
for table in given['tables']:
    r = chi2_contingency(list(zip(*table)), correction=False)
    out += [float(r.statistic), float(r.pvalue), float(r.dof)]
print(json.dumps(out))`;

    const ours = [
      ...points.map(([x, df]) => chiSquaredTail(x, df)),
      ...tables.flatMap((table) => {
        const test = chiSquaredTest(table)!;
        return [test.statistic, test.pValue, test.degreesOfFreedom];
      }),
    ];

    expectClose(ours, runPython(program, { points, tables }) as number[], 1e-10);
  });

  it('has quantiles within the sketch’s bound of numpy’s', () => {
    const values = Array.from({ length: 200_000 }, () => random.bell() ** 3);
    const shares = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99];
    const program = `
import json, sys, numpy as np
given = json.load(sys.stdin)
v = np.sort(np.array(given['values']))
print(json.dumps([float(np.searchsorted(v, q, side='right') / len(v)) for q in given['quantiles']]))`;
    const sketch = new KllSketch(3);
    for (let from = 0; from < values.length; from += 5000)
      sketch.addSorted(Float64Array.from(values.slice(from, from + 5000)).sort());
    const { values: items, weights } = sketch.weighted();
    const quantiles = shares.map((share) => {
      let below = 0;
      const index = weights.findIndex((weight) => {
        below += weight;
        return below >= share * values.length;
      });
      return items[index]!;
    });

    const ranks = runPython(program, { values, quantiles }) as number[];

    expect(Math.max(...ranks.map((rank, index) => Math.abs(rank - shares[index]!)))).toBeLessThan(0.0024);
  });

  it('has mean and standard deviation of numpy, also about a large mean', () => {
    const values = Array.from({ length: 5000 }, () => 1.7e9 + random.bell());
    const program =
      'import json, sys, numpy as np\nv = np.array(json.load(sys.stdin), dtype=np.longdouble)\nprint(json.dumps([float(v.mean()), float(v.std())]))';

    const statistics = tableStatistics(analyseCsv(column(values))).features[0]!.numerical_statistics!;

    expectClose(
      [statistics.mean as number, statistics.std_dev as number],
      runPython(program, values) as number[],
      1e-9,
    );
  });
});
