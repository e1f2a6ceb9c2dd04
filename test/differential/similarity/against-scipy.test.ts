import { SeededRandom } from '../../../core/seeded-random';
import { DISTANCES } from '../../../core/similarity/distances';
import { hasScipy, runPython } from '../evaluation/python';

const PROGRAM = `
import json, sys, warnings
import numpy as np
from scipy.spatial import distance as d
warnings.filterwarnings('ignore')
pairs = json.load(sys.stdin)
COUNTS = {'euclidean': d.euclidean, 'l2': d.euclidean, 'l1': d.cityblock, 'manhattan': d.cityblock, 'cityblock': d.cityblock,
  'braycurtis': d.braycurtis, 'canberra': d.canberra, 'chebyshev': d.chebyshev, 'correlation': d.correlation, 'cosine': d.cosine,
  'hamming': d.hamming, 'minkowski': d.minkowski, 'sqeuclidean': d.sqeuclidean}
BOOLEAN = {name: getattr(d, name) for name in ('dice', 'jaccard', 'rogerstanimoto', 'russellrao', 'sokalmichener', 'sokalsneath', 'yule', 'kulsinski') if hasattr(d, name)}
BOOLEAN['matching'] = d.hamming
def seuclidean(u, v):
    variance = np.var(np.stack([u, v]), axis=0, ddof=1)
    keep = variance > 0
    return d.seuclidean(u[keep], v[keep], variance[keep]) if keep.any() else 0.0
def value(f, u, v):
    try:
        return float(f(u, v))
    except ValueError:
        return float('nan')
answers = []
for u, v in pairs:
    u, v = np.array(u, dtype=float), np.array(v, dtype=float)
    row = {name: value(f, u, v) for name, f in COUNTS.items()}
    row.update({name: value(f, u != 0, v != 0) for name, f in BOOLEAN.items()})
    row['seuclidean'] = seuclidean(u, v)
    answers.append({name: (None if np.isnan(found) else float(found)) for name, found in row.items()})
print(json.dumps(answers))
`;

const isPresent = hasScipy();
if (!isPresent) console.warn('Skipped: python3 with numpy and scipy is needed to compare the distances.');

(isPresent ? describe : describe.skip)('distances beside SciPy', () => {
  const random = new SeededRandom('distances');
  const pairs = Array.from({ length: 200 }, () => {
    const length = 1 + random.below(14);
    const vector = () => Array.from({ length }, () => (random.chance(0.5) ? 0 : 1 + random.below(3)));
    return [vector(), vector()] as const;
  });

  it('are SciPy’s for 200 pairs, wherever SciPy has a value', () => {
    const answers = runPython(PROGRAM, pairs) as Record<string, number | null>[];

    let compared = 0;
    for (const [at, [u, v]] of pairs.entries()) {
      for (const [name, distance] of DISTANCES) {
        const wanted = answers[at]![name];
        // Undefined: this version of SciPy knows the distance no more; null: SciPy divides by zero.
        if (wanted === undefined || wanted === null) continue;
        // Two empty sides: SciPy's cosine of a zero vector differs between versions.
        if ((name === 'cosine' || name === 'correlation') && (u.every((a) => a === 0) || v.every((b) => b === 0)))
          continue;
        expect([name, at, distance(u, v)]).toEqual([name, at, expect.closeTo(wanted, 9)]);
        compared += 1;
      }
    }
    expect(compared).toBeGreaterThan(3500);
  });
});
