import fc from 'fast-check';
import { ValueDistribution } from '../../../local/cloudwatch/value-distribution';

const of = (values: readonly number[]): ValueDistribution => {
  const distribution = new ValueDistribution();
  for (const value of values) distribution.add(value);
  return distribution;
};
const number = fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((value) => (value === 0 ? 0 : value));

it('gives the statistics of few values exactly', () => {
  fc.assert(
    fc.property(
      fc.array(number, { minLength: 1, maxLength: 200 }),
      fc.integer({ min: 1, max: 100 }),
      (values, percent) => {
        const distribution = of(values);
        const sorted = [...values].sort((a, b) => a - b);

        expect(distribution.statistic('SampleCount')).toBe(values.length);
        expect(distribution.statistic('Minimum')).toBe(sorted[0]);
        expect(distribution.statistic('Maximum')).toBe(sorted.at(-1));
        expect(distribution.statistic('Sum')).toBeCloseTo(
          values.reduce((sum, value) => sum + value, 0),
          3,
        );
        const rank = Math.max(1, Math.ceil((percent / 100) * values.length - 1e-9));
        expect(distribution.statistic(`p${percent}`)).toBe(sorted[rank - 1]);
      },
    ),
  );
});

it('keeps percentiles of many values within 2 %, in flat memory, saved or merged', () => {
  const values = Array.from({ length: 20_000 }, (_, at) => 1 + ((at * 7919) % 20_000));
  const halves = [of(values.slice(0, 9_000)), of(values.slice(9_000))];
  const merged = new ValueDistribution();
  for (const half of halves) merged.merge(half);

  for (const distribution of [of(values), merged, ValueDistribution.restored(of(values).saved())]) {
    for (const percent of [1, 50, 99]) {
      const exact = (percent / 100) * 20_000;
      expect(Math.abs(distribution.statistic(`p${percent}`) / exact - 1)).toBeLessThan(0.02);
    }
    expect(distribution.saved().length).toBeLessThan(600);
  }
});

it.each(['tm90', 'p101', 'Median'])('refuses %s by name', (statistic) => {
  expect(() => of([1]).statistic(statistic)).toThrow(statistic);
});
