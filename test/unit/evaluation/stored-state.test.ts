import { StateInvalid } from '../../../core/evaluation/evaluation-error';
import { EvaluationState } from '../../../core/evaluation/evaluation-state';
import { readState, storeState } from '../../../core/evaluation/stored-state';

function someState(temperature: number): EvaluationState {
  const state = new EvaluationState({ classes: ['a', 'b'], temperature });
  state.add(0, [0.1 + 0.2, 0.7]);
  state.add(1, [1e-300, 1]);
  state.addFailure('ImageUnreadable', 3);
  return state;
}

it.each([1, 1.3])('keeps every bit through JSON when the temperature is %p', (temperature) => {
  const state = someState(temperature);

  const read = readState(JSON.parse(JSON.stringify(storeState(state))));

  expect(read.rows()).toEqual(state.rows());
  expect(read.subject).toEqual(state.subject);
  expect(read.failureCounts()).toEqual({ ImageUnreadable: 3 });
});

it('takes at most 60 characters a row', () => {
  const state = new EvaluationState({ classes: ['a', 'b'], temperature: 1.3 });
  for (let row = 0; row < 1000; row += 1) state.add(row % 2, [row / 1000, 1 - row / 1000]);

  expect(JSON.stringify(storeState(state)).length).toBeLessThan(60_500);
});

it('stores an empty state', () => {
  const state = new EvaluationState({ classes: ['a', 'b'], temperature: 1 });

  expect(readState(storeState(state)).rowCount).toBe(0);
});

const stored = () => storeState(someState(1));
it.each([
  ['nothing', undefined],
  ['another version', { ...stored(), version: 2 }],
  ['a column that is cut off', { ...stored(), rows: { ...stored().rows, score: stored().rows.score.slice(0, 4) } }],
  ['a column that is shorter', { ...stored(), rows: { ...stored().rows, actual: 'AAA=' } }],
  ['a class that is not there', { ...stored(), rows: { ...stored().rows, predicted: 'AAAHAA==' } }],
])('refuses %s by name', (_, value) => {
  expect(() => readState(value)).toThrow(StateInvalid);
});

it('refuses to merge states of different classes or temperatures', () => {
  expect(() => someState(1).merge(someState(2))).toThrow(StateInvalid);
  expect(() => someState(1).merge(new EvaluationState({ classes: ['b', 'a'], temperature: 1 }))).toThrow(
    'different evaluations',
  );
});
