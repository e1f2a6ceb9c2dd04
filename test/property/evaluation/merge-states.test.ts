import fc from 'fast-check';
import { evaluate } from '../../../core/evaluation/evaluate';
import { EvaluationState } from '../../../core/evaluation/evaluation-state';
import { readState, storeState } from '../../../core/evaluation/stored-state';
import { type ArbitraryRow, arbitraryRows } from './arbitrary-rows';

const OPTIONS = { threshold: 0.7, target: { maxErrorRate: 0.1 }, seed: 3 };

interface Subject {
  readonly classes: readonly string[];
  readonly temperature: number;
}

function stateOf(subject: Subject, rows: readonly ArbitraryRow[]): EvaluationState {
  const state = new EvaluationState(subject);
  for (const [index, { label, probabilities }] of rows.entries()) {
    state.add(label, probabilities);
    if (index % 5 === 4) state.addFailure(index % 2 === 0 ? 'ImageUnreadable' : 'ImageNotFound');
  }
  return state;
}

const throughJson = (state: EvaluationState) => readState(JSON.parse(JSON.stringify(storeState(state))));

const temperature = fc.constantFrom(1, 0.6, 1.7);

it('gives the same numbers to the last bit when parts of any size, stored and read in between, are merged', () => {
  fc.assert(
    fc.property(arbitraryRows(1, 60), temperature, fc.array(fc.nat(60)), ({ classes, rows }, t, cuts) => {
      const subject = { classes, temperature: t };
      const bounds = [0, ...cuts.map((cut) => Math.min(cut, rows.length)).sort((a, b) => a - b), rows.length];
      let merged = new EvaluationState(subject);
      for (let part = 1; part < bounds.length; part += 1) {
        const state = new EvaluationState(subject);
        for (const { label, probabilities } of rows.slice(bounds[part - 1], bounds[part])) {
          state.add(label, probabilities);
        }
        merged = throughJson(merged).merge(throughJson(state));
      }
      const whole = new EvaluationState(subject);
      for (const { label, probabilities } of rows) whole.add(label, probabilities);

      expect(evaluate(merged, OPTIONS)).toEqual(evaluate(whole, OPTIONS));
    }),
    { numRuns: 60 },
  );
});

it('gives the same numbers to the last bit when 200 rows and more come in another order', () => {
  fc.assert(
    fc.property(arbitraryRows(200, 260), temperature, ({ classes, rows }, t) => {
      const subject = { classes, temperature: t };
      const backwards = [...rows].reverse();

      const expected = evaluate(stateOf(subject, rows), OPTIONS);

      expect(evaluate(stateOf(subject, backwards), OPTIONS)).toEqual(expected);
    }),
    { numRuns: 8 },
  );
});

it('merges in any grouping and order', () => {
  fc.assert(
    fc.property(arbitraryRows(3, 40), temperature, fc.nat(40), fc.nat(40), ({ classes, rows }, t, one, two) => {
      const subject = { classes, temperature: t };
      const [from, to] = [one, two].map((cut) => Math.min(cut, rows.length)).sort((a, b) => a - b) as [number, number];
      const [a, b, c] = [rows.slice(0, from), rows.slice(from, to), rows.slice(to)].map((part) =>
        stateOf(subject, part),
      );

      const left = evaluate(a!.merge(b!).merge(c!), OPTIONS);

      expect(evaluate(a!.merge(b!.merge(c!)), OPTIONS)).toEqual(left);
      expect(evaluate(c!.merge(a!).merge(b!), OPTIONS)).toEqual(left);
    }),
    { numRuns: 40 },
  );
});

it('changes neither part when two states merge', () => {
  const subject = { classes: ['a', 'b'], temperature: 2 };
  const [one, two] = [new EvaluationState(subject), new EvaluationState(subject)];
  one.add(0, [0.9, 0.1]);
  two.add(1, [0.2, 0.8]);
  two.addFailure('ImageUnreadable');

  const merged = one.merge(two);

  expect([one.rowCount, two.rowCount, merged.rowCount]).toEqual([1, 1, 2]);
  expect([one.failureCount, two.failureCount, merged.failureCount]).toEqual([0, 1, 1]);
});
