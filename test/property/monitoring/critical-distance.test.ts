import fc from 'fast-check';
import { criticalDistance } from '../../../core/monitoring/drift/critical-distance';
import { kolmogorovPValue } from '../../../core/monitoring/drift/kolmogorov-smirnov';

const size = fc.integer({ min: 1, max: 300 });
const levels = fc.constantFrom(0.05, 0.05 / 20, 0.001);

it('divides the distances that there can be into those that alarm and those that do not', () => {
  fc.assert(
    fc.property(size, size, levels, fc.double({ min: 0, max: 1, noNaN: true }), (n, m, level, share) => {
      const critical = criticalDistance(n, m, level);
      if (critical === undefined) {
        expect(kolmogorovPValue(1, n, m)).toBeGreaterThanOrEqual(level);
        return;
      }
      // The distance of i of the one sample and j of the other, as a window has it.
      const distance = Math.abs(Math.round(share * n) / n - Math.round((1 - share) * m) / m);

      expect(kolmogorovPValue(distance, n, m) < level).toBe(distance > critical.quiet + 1e-9);
      expect(kolmogorovPValue(distance, n, m) < level).toBe(distance >= critical.alarming - 1e-9);
    }),
    { numRuns: 60 },
  );
});

it('is as fine as a double needs where there are many rows', () => {
  const { quiet, alarming } = criticalDistance(100_000, 50_001, 0.05)!;

  expect(kolmogorovPValue(alarming, 100_000, 50_001)).toBeLessThan(0.05);
  expect(kolmogorovPValue(quiet, 100_000, 50_001)).toBeGreaterThanOrEqual(0.05);
  expect(alarming - quiet).toBeLessThan(1e-5);
});
