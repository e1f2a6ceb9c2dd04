import fc from 'fast-check';
import { biasFile } from '../../../core/monitoring/bias/bias-file';
import type { BiasQuestion } from '../../../core/monitoring/bias/bias-question';
import type { BiasRow } from '../../../core/monitoring/bias/bias-row';
import { BiasState } from '../../../core/monitoring/bias/bias-state';
import { RowSample } from '../../../core/monitoring/sample/row-sample';

const QUESTION: BiasQuestion = {
  label: 'y',
  positive: { values: [1] },
  facet: 'f',
  disadvantaged: { values: [1] },
  groupVariable: 'g',
};

const bit = fc.integer({ min: 0, max: 1 });
const row: fc.Arbitrary<BiasRow> = fc.record({
  facet: bit,
  label: fc.option(bit, { nil: undefined }),
  predicted: fc.option(bit, { nil: undefined }),
  group: fc.constantFrom('a', 'b', 'c'),
  features: fc.tuple(fc.integer({ min: 0, max: 5 }), fc.constantFrom('x', 'y')),
});
const rows = fc.array(row, { maxLength: 60 });

function stateOf(all: readonly BiasRow[]): BiasState {
  const state = new BiasState(QUESTION);
  for (const each of all) state.add(each);
  return state;
}

describe('BiasState', () => {
  it('gives one analysis, however the rows are cut into parts and whatever the order of the merge', () => {
    fc.assert(
      fc.property(rows, fc.nat(60), fc.nat(60), (all, one, other) => {
        const [from, to] = [Math.min(one, other), Math.max(one, other)];
        const parts = [all.slice(0, from), all.slice(from, to), all.slice(to)].map(stateOf);
        const left = parts[0]!.merge(parts[1]!).merge(parts[2]!);
        const right = parts[2]!.merge(parts[1]!.merge(parts[0]!));
        const whole = JSON.stringify(biasFile([stateOf(all)]));
        expect(JSON.stringify(biasFile([left]))).toBe(whole);
        expect(JSON.stringify(biasFile([right]))).toBe(whole);
      }),
    );
  });

  it('survives being stored', () => {
    fc.assert(
      fc.property(rows, (all) => {
        const state = stateOf(all);
        const read = BiasState.read(JSON.parse(JSON.stringify(state.stored())));
        expect(biasFile([read])).toEqual(biasFile([state]));
      }),
    );
  });

  it('swaps the sign of every difference when the two sides swap', () => {
    fc.assert(
      fc.property(rows, (all) => {
        const swapped = new BiasState({ ...QUESTION, disadvantaged: { values: [0] } });
        for (const each of all) swapped.add(each);
        const values = (state: BiasState) => {
          const file = biasFile([state]);
          const entries = [file.pre_training_bias_metrics, file.post_training_bias_metrics];
          return new Map(
            entries.flatMap((section) => section!.facets.f![0]!.metrics.map(({ name, value }) => [name, value])),
          );
        };
        const [here, there] = [values(stateOf(all)), values(swapped)];
        for (const name of ['CI', 'DPL', 'DPPL', 'RD', 'SD', 'DAR', 'DRR', 'AD', 'DCA', 'DCR'])
          if (typeof here.get(name) === 'number') expect(there.get(name)).toBeCloseTo(-(here.get(name) as number), 10);
        for (const name of ['TVD', 'LP', 'KS', 'JS', 'GE'])
          if (typeof here.get(name) === 'number') expect(there.get(name)).toBeCloseTo(here.get(name) as number, 10);
      }),
    );
  });
});

describe('RowSample', () => {
  const identities = fc.array(fc.integer({ min: 0, max: 80 }).map(String), { maxLength: 200 });
  const sampleOf = (all: readonly string[], size: number, seed: number): RowSample<string> => {
    const sample = new RowSample<string>(size, seed);
    for (const each of all) sample.add(each, each);
    return sample;
  };

  it('is the same sample, with the same counts, however the rows came', () => {
    fc.assert(
      fc.property(identities, fc.integer({ min: 1, max: 20 }), fc.nat(200), fc.nat(), (all, size, cut, seed) => {
        const whole = sampleOf(all, size, seed).rows();
        const merged = sampleOf(all.slice(cut), size, seed).merge(sampleOf(all.slice(0, cut), size, seed));
        const stored = RowSample.read<string>(JSON.parse(JSON.stringify(merged.stored())));
        expect(merged.rows().map(({ identity, count }) => [identity, count])).toEqual(
          whole.map(({ identity, count }) => [identity, count]),
        );
        expect(stored.rows().map(({ identity }) => identity)).toEqual(whole.map(({ identity }) => identity));
        expect(merged.isPartial).toBe(new Set(all).size > size);
      }),
    );
  });

  it('gives every row the same chance', () => {
    const chosen = new Map<string, number>();
    const all = Array.from({ length: 20 }, (_, index) => `row-${index}`);
    for (let seed = 0; seed < 4000; seed += 1)
      for (const { identity } of sampleOf(all, 5, seed).rows()) chosen.set(identity, (chosen.get(identity) ?? 0) + 1);

    // Binomial with 4000 draws of 1/4: mean 1000, standard deviation 27.
    for (const identity of all) expect(Math.abs(chosen.get(identity)! - 1000)).toBeLessThan(5 * 27.4);
  });
});
