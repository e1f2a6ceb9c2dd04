import fc from 'fast-check';
import { withSampledDeviation } from '../../../core/evaluation/model-quality/sampled-deviation';
import { fisherAtLeast, fisherAtMost } from '../../../core/evaluation/statistics/fisher-exact';
import { studentTail } from '../../../core/evaluation/statistics/student-tail';
import { deviationTest } from '../../../core/monitoring/model-quality/metric-test';
import { SeededRandom } from '../../../core/seeded-random';

const part = fc
  .record({ trials: fc.integer({ min: 1, max: 60 }), share: fc.double({ min: 0, max: 1, noNaN: true }) })
  .map(({ trials, share }) => ({ trials, successes: Math.round(trials * share) }));

const choose = (all: number, some: number): number =>
  some < 0 || some > all
    ? 0
    : Array.from({ length: some }, (_, at) => (all - at) / (at + 1)).reduce((a, b) => a * b, 1);

it('sums what every division of the successes is worth', () => {
  fc.assert(
    fc.property(part, part, (one, other) => {
      const marked = one.successes + other.successes;
      const all = one.trials + other.trials;
      let sum = 0;
      for (let successes = 0; successes <= one.successes; successes += 1)
        sum += (choose(marked, successes) * choose(all - marked, one.trials - successes)) / choose(all, one.trials);

      expect(fisherAtMost(one, other)).toBeCloseTo(sum, 10);
    }),
  );
});

it('shares one whole with the other side, and is no larger where fewer succeed', () => {
  fc.assert(
    fc.property(part, part, (one, other) => {
      fc.pre(one.successes > 0);
      const fewer = { ...one, successes: one.successes - 1 };
      const isSameMargin = { ...other, successes: other.successes + 1 };

      expect(fisherAtMost(fewer, other)).toBeLessThanOrEqual(fisherAtMost(one, other) + 1e-12);
      fc.pre(isSameMargin.successes <= isSameMargin.trials);
      // With the margins as they are: at most x - 1, or at least x.
      expect(fisherAtMost(fewer, isSameMargin) + fisherAtLeast(one, other)).toBeCloseTo(1, 10);
    }),
  );
});

it('is the same from either side', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -50, max: 50, noNaN: true }),
      fc.double({ min: 0.5, max: 200, noNaN: true }),
      (t, degrees) => {
        expect(studentTail(t, degrees) + studentTail(-t, degrees)).toBeCloseTo(1, 12);
      },
    ),
  );
});

it('alarms on as many windows of an unchanged metric as its level says', () => {
  const asked = { metric: 'mean', comparison: 'GreaterThanThreshold' } as const;
  const DRAWS = 600;
  let alarms = 0;
  for (let draw = 0; draw < DRAWS; draw += 1) {
    const sampled = (count: number, side: string) => {
      const random = new SeededRandom('welch', draw, side);
      const rows = Array.from({ length: count }, () => random.bell() ** 2);
      const mean = (values: readonly number[]) => ({
        mean: values.reduce((sum, value) => sum + value, 0) / values.length,
      });
      const { value, standard_deviation } = withSampledDeviation(rows, mean, draw).mean;
      return { value: value as number, deviation: standard_deviation as number };
    };
    const [then, now] = [sampled(300, 'then'), sampled(220, 'now')];
    const test = deviationTest({ ...asked, threshold: then.value }, now.value, now.deviation, then.deviation)!;
    if (test.pValue < 0.05) alarms += 1;
  }

  // 600 at 5 %: 30; 15 or fewer, or 46 or more, come once in 200 tries.
  expect(alarms).toBeGreaterThan(15);
  expect(alarms).toBeLessThan(46);
});
