import { attributionNdcg } from '../../../../core/monitoring/explainability/attribution-drift';
import type { AttributionRows } from '../../../../core/monitoring/explainability/attribution-rows';
import { chanceOfAttributions } from '../../../../core/monitoring/explainability/chance-of-attributions';
import { SeededRandom } from '../../../../core/seeded-random';

/** Four features that matter nearly alike, in a few rows much and in most hardly, as those of the bank's customers do; and six that do not. */
const FEATURES = ['rate', 'index', 'euribor', 'age', 'a', 'b', 'c', 'd', 'e', 'f'];
const MEANS = [1, 0.95, 0.93, 0.9, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1];
const LEVEL = 0.05;

function drawn(rows: number, seed: number, means: readonly number[] = MEANS): AttributionRows {
  const random = new SeededRandom('attribution rows', seed);
  return {
    features: FEATURES,
    rows: Array.from({ length: rows }, () =>
      means.map((mean) => (random.chance(0.15) ? mean * random.between(2, 10) : 0.001)),
    ),
  };
}

const meansOf = ({ features, rows }: AttributionRows) =>
  Object.fromEntries(features.map((name, at) => [name, rows.reduce((sum, row) => sum + row[at]!, 0) / rows.length]));

const tested = (baseline: AttributionRows, current: AttributionRows) => ({
  ndcg: attributionNdcg(meansOf(baseline), meansOf(current)),
  ...chanceOfAttributions({ baseline, current, level: LEVEL, seed: 1 })[0]!,
});

describe('chanceOfAttributions', () => {
  const windows = Array.from({ length: 200 }, (_, seed) => tested(drawn(20, 2 * seed), drawn(20, 2 * seed + 1)));

  it('alarms in a twentieth of windows of which nothing has changed, where the threshold of 0.9 does in a quarter', () => {
    const below = windows.filter(({ ndcg }) => ndcg < 0.9).length;
    const alarms = windows.filter(({ pValue }) => pValue < LEVEL).length;

    expect(below).toBeGreaterThan(50);
    // Of 200, 10 are to be expected; 20 or more come once in 300 times.
    expect(alarms).toBeLessThan(20);
    expect(alarms).toBeGreaterThan(0);
  });

  it('says below which nDCG it alarms: what is lower does, and nothing else', () => {
    for (const { ndcg, pValue, critical } of windows) expect(pValue < LEVEL).toBe(ndcg < critical - 1e-11);
  });

  it('finds other features that matter, with forty rows a side', () => {
    const other = [...MEANS].reverse();
    for (let seed = 0; seed < 20; seed += 1)
      expect(tested(drawn(40, seed), drawn(40, 1000 + seed, other)).pValue).toBeLessThan(LEVEL);
  });

  it('has the p-value of all divisions, where there are few enough to try each', () => {
    const [baseline, current] = [drawn(4, 5), drawn(4, 6)];
    const pooled = [...baseline.rows, ...current.rows];
    const gains: number[] = [];
    for (let bits = 0; bits < 256; bits += 1) {
      const side = (wanted: number) => pooled.filter((_, row) => ((bits >> row) & 1) === wanted);
      if (side(0).length !== 4) continue;
      gains.push(attributionNdcg(meansOf({ ...baseline, rows: side(0) }), meansOf({ ...baseline, rows: side(1) })));
    }
    const { ndcg, pValue } = tested(baseline, current);

    expect(gains).toHaveLength(70);
    const exact = gains.filter((gain) => gain <= ndcg + 1e-12).length / 70;
    // The standard error of 999 divisions is 0.016 at most.
    expect(Math.abs(pValue - exact)).toBeLessThan(0.06);
  });

  it('finds features by name: their order in a file is no drift', () => {
    const [baseline, current] = [drawn(20, 1), drawn(20, 2)];
    const turned = { features: [...FEATURES].reverse(), rows: current.rows.map((row) => [...row].reverse()) };

    expect(tested(baseline, turned)).toEqual(tested(baseline, current));
  });

  it('looks at each label', () => {
    const two = (first: AttributionRows, second: AttributionRows): AttributionRows => ({
      features: FEATURES,
      rows: first.rows.map((row, at) => [...row, ...second.rows[at]!]),
    });
    const baseline = two(drawn(30, 1), drawn(30, 2));
    const current = two(drawn(30, 3), drawn(30, 4, [...MEANS].reverse()));

    const [same, other] = chanceOfAttributions({ baseline, current, level: LEVEL, seed: 1 });

    expect(same!.pValue).toBeGreaterThan(LEVEL);
    expect(other!.pValue).toBeLessThan(LEVEL);
    expect(other!.adjustedPValue).toBeLessThan(LEVEL);
  });
});
