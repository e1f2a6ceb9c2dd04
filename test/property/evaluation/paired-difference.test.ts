import fc from 'fast-check';
import { pairedDifference } from '../../../core/evaluation/statistics/paired-difference-interval';

const counts = fc
  .tuple(fc.nat(60), fc.nat(60), fc.nat(400))
  .filter(([first, second, concordant]) => first + second + concordant > 0)
  .map(([firstOnly, secondOnly, concordant]) => ({ rows: firstOnly + secondOnly + concordant, firstOnly, secondOnly }));

it('lies around its estimate, within -1 and 1', () => {
  fc.assert(
    fc.property(counts, (some) => {
      const { difference, low, high } = pairedDifference(some);
      expect(difference).toBeCloseTo((some.firstOnly - some.secondOnly) / some.rows, 12);
      expect(-1 <= low && low <= difference && difference <= high && high <= 1).toBe(true);
    }),
  );
});

it('turns round when the models change places', () => {
  fc.assert(
    fc.property(counts, ({ rows, firstOnly, secondOnly }) => {
      const one = pairedDifference({ rows, firstOnly, secondOnly });
      const other = pairedDifference({ rows, firstOnly: secondOnly, secondOnly: firstOnly });
      expect(other.low).toBeCloseTo(-one.high, 9);
      expect(other.high).toBeCloseTo(-one.low, 9);
    }),
  );
});

it('holds 0 exactly where the score test, which is McNemar’s, does not refuse equality', () => {
  fc.assert(
    fc.property(counts, (some) => {
      const { firstOnly: b, secondOnly: c } = some;
      const { low, high } = pairedDifference(some);
      const refused = (b - c) ** 2 > 1.959963984540054 ** 2 * (b + c);
      expect(low > 0 || high < 0).toBe(refused);
    }),
  );
});

it('is narrower for ten times as many rows', () => {
  fc.assert(
    fc.property(counts, ({ rows, firstOnly, secondOnly }) => {
      const few = pairedDifference({ rows, firstOnly, secondOnly });
      const many = pairedDifference({ rows: 10 * rows, firstOnly: 10 * firstOnly, secondOnly: 10 * secondOnly });
      expect(many.high - many.low).toBeLessThan(few.high - few.low);
    }),
  );
});

it.each([
  { rows: 0, firstOnly: 0, secondOnly: 0 },
  { rows: 3, firstOnly: 2, secondOnly: 2 },
  { rows: 3, firstOnly: -1, secondOnly: 0 },
  { rows: 3, firstOnly: 0.5, secondOnly: 0 },
])('refuses %j, which are no counts', (some) => {
  expect(() => pairedDifference(some)).toThrow(RangeError);
});
