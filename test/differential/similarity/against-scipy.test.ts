import { SeededRandom } from '../../../core/seeded-random';
import { makePairs } from '../../../core/similarity/corpus/make-pairs';
import { DISTANCES } from '../../../core/similarity/distances';
import { PAIR_FEATURES, pairFeatures } from '../../../core/similarity/pair-features';
import { hasScipy, runPython } from '../../fixtures/python';

const PROGRAM = `
import json, re, sys, warnings
import numpy as np
from scipy.spatial import distance as d
warnings.filterwarnings('ignore')
question = json.load(sys.stdin)
COUNTS = {'euclidean': d.euclidean, 'l2': d.euclidean, 'l1': d.cityblock, 'manhattan': d.cityblock, 'cityblock': d.cityblock,
  'braycurtis': d.braycurtis, 'canberra': d.canberra, 'chebyshev': d.chebyshev, 'correlation': d.correlation, 'cosine': d.cosine,
  'hamming': d.hamming, 'minkowski': d.minkowski, 'sqeuclidean': d.sqeuclidean}
BOOLEAN = {name: getattr(d, name) for name in ('dice', 'jaccard', 'rogerstanimoto', 'russellrao', 'sokalmichener', 'sokalsneath', 'yule', 'kulsinski') if hasattr(d, name)}
BOOLEAN['matching'] = d.hamming
# Newer versions of SciPy have dropped these names: what 1.10 computed, from the counts of words that both, one or neither have.
def table(u, v):
    return (u & v).sum(), (u & ~v).sum(), (~u & v).sum(), (~u & ~v).sum()
def kulsinski(u, v):
    tt, tf, ft, ff = table(u, v)
    return (tf + ft - tt + len(u)) / (ft + tf + len(u))
def sokalmichener(u, v):
    tt, tf, ft, ff = table(u, v)
    return 2.0 * (tf + ft) / (tt + ff + 2.0 * (tf + ft))
BOOLEAN.setdefault('kulsinski', kulsinski)
BOOLEAN.setdefault('sokalmichener', sokalmichener)
def seuclidean(u, v):
    variance = np.var(np.stack([u, v]), axis=0, ddof=1)
    keep = variance > 0
    return d.seuclidean(u[keep], v[keep], variance[keep]) if keep.any() else 0.0
def value(f, u, v):
    try:
        return float(f(u, v))
    except ValueError:
        return float('nan')
def distances(u, v):
    u, v = np.array(u, dtype=float), np.array(v, dtype=float)
    row = {name: value(f, u, v) for name, f in COUNTS.items()}
    row.update({name: value(f, u != 0, v != 0) for name, f in BOOLEAN.items()})
    row['seuclidean'] = seuclidean(u, v)
    return row
def of_sentences(one, other):
    one, other = (re.sub(r'[^\\w\\s]', '', sentence.lower()).split() for sentence in (one, other))
    words = sorted(set(one) | set(other))
    return distances([one.count(word) for word in words], [other.count(word) for word in words])
answer = []
for u, v in question.get('vectors', []):
    answer.append({name: (None if np.isnan(found) else float(found)) for name, found in distances(u, v).items()})
for one, other in question.get('sentences', []):
    row = of_sentences(one, other)
    # Where SciPy divides by zero, the distance is taken as 0.
    values = np.nan_to_num([row[name] for name in question['names']], nan=0.0)
    width = values.max() - values.min()
    answer.append([float(each) for each in np.round((values - values.min()) / (width or 1.0), 5)])
print(json.dumps(answer))
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
    const answers = runPython(PROGRAM, { vectors: pairs }) as Record<string, number | null>[];

    let compared = 0;
    for (const [at, [u, v]] of pairs.entries()) {
      for (const [name, distance] of DISTANCES) {
        const wanted = answers[at]![name];
        expect([name, wanted]).not.toEqual([name, undefined]);
        // SciPy divides by zero.
        if (wanted === undefined || wanted === null) continue;
        // Two empty sides: SciPy's cosine of a zero vector differs between versions.
        if ((name === 'cosine' || name === 'correlation') && (u.every((a) => a === 0) || v.every((b) => b === 0)))
          continue;
        expect([name, at, distance(u, v)]).toEqual([name, at, expect.closeTo(wanted, 9)]);
        compared += 1;
      }
    }
    expect(compared).toBeGreaterThan(4000);
  });

  it('make the same rows of sentences: scaled to 0..1 with five decimals', () => {
    const sentences = [
      ['The same.', 'the same'],
      ...makePairs(200, 5).map(({ first, second }) => [first, second] as const),
    ] as const;

    const rows = runPython(PROGRAM, { sentences, names: PAIR_FEATURES }) as number[][];

    // Half of the last decimal may be rounded either way.
    for (const [at, [one, other]] of sentences.entries())
      for (const [column, value] of pairFeatures(one, other).entries())
        expect([at, PAIR_FEATURES[column], Math.abs(value - rows[at]![column]!) < 1.1e-5]).toEqual([
          at,
          PAIR_FEATURES[column],
          true,
        ]);
  });
});
