import fc from 'fast-check';
import { CappedCounts, MAX_DISTINCT } from '../../../core/monitoring/sketch/capped-counts';
import { KllSketch } from '../../../core/monitoring/sketch/kll-sketch';
import { radixSort } from '../../../core/monitoring/sketch/radix-sort';
import { SeededRandom } from '../../../core/seeded-random';

const sorted = (values: Iterable<number>) => Float64Array.from(values).sort();

/** The largest error of a rank, as a share of all values. */
function rankError(sketch: KllSketch, values: Float64Array): number {
  const { values: items, weights } = sketch.weighted();
  let [below, at, worst] = [0, 0, 0];
  items.forEach((item, index) => {
    below += weights[index]!;
    while (at < values.length && values[at]! <= item) at += 1;
    worst = Math.max(worst, Math.abs(below - at) / values.length);
  });
  return worst;
}

it('sorts as the platform does', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ noNaN: true }), { minLength: 512, maxLength: 3000 }), (values) => {
      const ours = Float64Array.from(values);

      radixSort(ours);

      expect(ours).toEqual(Float64Array.from(values).sort());
    }),
    { numRuns: 30 },
  );
});

it('keeps every value up to k, and their number always', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ noNaN: true }), { maxLength: 2048 }), fc.nat(2048), (values, cut) => {
      const [one, two] = [new KllSketch(1), new KllSketch(1)];
      one.addSorted(sorted(values.slice(0, cut)));
      two.addSorted(sorted(values.slice(cut)));

      one.merge(two);

      expect(one.data()).toEqual([[...sorted(values)]]);
      expect(one.count).toBe(values.length);
    }),
    { numRuns: 30 },
  );
});

it('has ranks within 0.24 % of a million values, alone and merged of many, and stays small', () => {
  const random = new SeededRandom('kll');
  const values = Float64Array.from({ length: 1_000_000 }, () => random.bell() * 10 + random.below(5));
  const whole = new KllSketch(1);
  const merged = new KllSketch(1);
  for (let from = 0; from < values.length; from += 4000) {
    const run = values.slice(from, from + 4000).sort();
    whole.addSorted(run);
    const part = new KllSketch(1);
    part.addSorted(run);
    merged.merge(part);
  }
  values.sort();

  for (const sketch of [whole, merged]) {
    expect(rankError(sketch, values)).toBeLessThan(0.0024);
    expect(sketch.count).toBe(1_000_000);
    expect(sketch.data().flat().length).toBeLessThan(2048 / (1 - 0.64) + 30);
  }
});

it('counts values the same in any parts and order, below the limit and beyond it', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(50, MAX_DISTINCT - 1, MAX_DISTINCT + 300),
      fc.nat(1000),
      fc.integer(),
      (distinct, cut, seed) => {
        const random = new SeededRandom(seed);
        const values = Array.from(
          { length: distinct + 500 },
          (_, index) => `v${index < distinct ? index : random.below(distinct)}`,
        );
        const count = (list: readonly string[]) => {
          const counts = new CappedCounts<string>(['v1', 'v7']);
          for (const value of list) counts.add(value, 1);
          return counts;
        };
        const facts = (counts: CappedCounts<string>) => [
          counts.isOver,
          counts.distinct,
          counts.other,
          [...counts.counts].sort(([one], [other]) => (one < other ? -1 : 1)),
        ];
        const whole = count(values);
        const parts = count(random.shuffled(values.slice(cut)));
        parts.merge(count(values.slice(0, cut)));

        expect(facts(parts)).toEqual(facts(whole));
        expect(whole.counts.get('v7')).toBeGreaterThan(0);
      },
    ),
    { numRuns: 12 },
  );
});

it('weighs every item by its level, equal values together, whatever the levels', () => {
  const level = fc.array(fc.integer({ min: -9, max: 9 }), { maxLength: 12 });
  fc.assert(
    fc.property(fc.array(level, { maxLength: 5 }), (levels) => {
      const weights = new Map<number, number>();
      for (const [index, items] of levels.entries())
        for (const item of items) weights.set(item, (weights.get(item) ?? 0) + 2 ** index);
      const expected = [...weights].sort(([one], [other]) => one - other);

      const weighted = KllSketch.ofData(levels, 0).weighted();

      expect([...weighted.values].map((value, index) => [value, weighted.weights[index]])).toEqual(expected);
    }),
  );
});
