import { pairedDifference } from '../../../core/evaluation/statistics/paired-difference-interval';
import { hasScipy, runPython } from '../../fixtures/python';

const isPresent = hasScipy();
if (!isPresent) console.warn('Skipped: python3 with numpy and scipy is needed to compare paired differences.');

/**
 * Tango's interval without his formulas: the likelihood is maximised numerically for each difference, and the score test solved for its root.
 */
const PROGRAM = `
import json, sys
import numpy as np
from scipy.optimize import brentq, minimize_scalar
Z = 1.959963984540054
def score(n, b, c, d):
    lo, hi = max(0.0, -d), (1 - d) / 2
    def loss(q):
        total = 0.0
        for count, p in ((b, q + d), (c, q), (n - b - c, 1 - 2 * q - d)):
            if count > 0: total -= count * np.log(max(p, 1e-300))
        return total
    q = minimize_scalar(loss, bounds=(lo, hi), method='bounded', options={'xatol': 1e-13}).x
    variance = n * (2 * q + d * (1 - d))
    return (b - c - n * d) / np.sqrt(variance) if variance > 0 else np.inf * np.sign(b - c - n * d)
out = []
for n, b, c in json.load(sys.stdin):
    d = (b - c) / n
    low = brentq(lambda x: score(n, b, c, x) - Z, -1 + 1e-9, d, xtol=1e-12) if d > -1 else -1
    high = brentq(lambda x: score(n, b, c, x) + Z, d, 1 - 1e-9, xtol=1e-12) if d < 1 else 1
    out.append([low, high])
print(json.dumps(out))`;

(isPresent ? it : it.skip)('is the interval that a numerical solution of the score test finds', () => {
  const cases = [
    ...[50, 200, 1000].flatMap((n) => [
      [n, 12, 2],
      [n, 5, 9],
      [n, 20, 20],
      [n, 1, 8],
      [n, 30, 3],
    ]),
    [14, 9, 5],
    [30, 10, 19],
  ];

  const theirs = runPython(PROGRAM, cases) as [number, number][];

  cases.forEach(([rows = 0, firstOnly = 0, secondOnly = 0], index) => {
    const { low, high } = pairedDifference({ rows, firstOnly, secondOnly });
    const [theirLow, theirHigh] = theirs[index] as [number, number];
    expect(Math.abs(low - theirLow)).toBeLessThan(2e-6);
    expect(Math.abs(high - theirHigh)).toBeLessThan(2e-6);
  });
});
