import { attributionNdcg } from '../../../../core/monitoring/explainability/attribution-drift';

describe('attributionNdcg', () => {
  const baseline = { amount: 0.5, duration: 0.3, age: 0.1 };

  it('is 1 when the order is the same', () => {
    expect(attributionNdcg(baseline, { amount: 9, duration: 4, age: 1 })).toBe(1);
  });

  it('is the discounted gain of the live order over the ideal one when features swap ranks', () => {
    const live = attributionNdcg(baseline, { amount: 0.1, duration: 0.5, age: 0.3 });

    // Live order: duration, age, amount.
    const gain = 0.3 + 0.1 / Math.log2(3) + 0.5 / 2;
    const ideal = 0.5 + 0.3 / Math.log2(3) + 0.1 / 2;
    expect(live).toBeCloseTo(gain / ideal, 12);
  });

  it('keeps the baseline’s order among equal live values', () => {
    expect(attributionNdcg(baseline, { amount: 0, duration: 0, age: 0 })).toBe(1);
  });

  it('ranks a feature last when the live attribution lacks it', () => {
    expect(attributionNdcg(baseline, { duration: 0.2, age: 0.1 })).toBeLessThan(1);
  });

  it('is 1 when the baseline knows no feature that matters', () => {
    expect(attributionNdcg({ a: 0, b: 0 }, { a: 1, b: 2 })).toBe(1);
  });

  it.each([-0.1, Number.NaN, Number.POSITIVE_INFINITY])('refuses the attribution %s', (value) => {
    expect(() => attributionNdcg(baseline, { amount: value })).toThrow(
      expect.objectContaining({ name: 'AttributionsInvalid', message: expect.stringContaining("'amount'") }),
    );
  });
});
