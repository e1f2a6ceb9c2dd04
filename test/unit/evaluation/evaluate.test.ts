import { evaluate } from '../../../core/evaluation/evaluate';
import { LabelOutsideClasses, NoRows, StateInvalid } from '../../../core/evaluation/evaluation-error';
import { EvaluationState } from '../../../core/evaluation/evaluation-state';

const OPTIONS = { threshold: 0.7, target: { maxErrorRate: 0.1 } };
const CLASSES = ['bicycle', 'motorcycle', 'pickup_truck'];

function stateOf(rows: readonly (readonly [number, readonly number[]])[], classes = CLASSES, temperature = 1) {
  const state = new EvaluationState({ classes, temperature });
  for (const [label, probabilities] of rows) state.add(label, probabilities);
  return state;
}

it('gives every number of rows that can be counted by hand', () => {
  const evaluation = evaluate(
    stateOf([
      [0, [0.8, 0.1, 0.1]],
      [0, [0.2, 0.7, 0.1]],
      [1, [0.1, 0.6, 0.3]],
      [1, [0.1, 0.9, 0]],
      [1, [0.5, 0.5, 0]],
    ]),
    OPTIONS,
  );

  expect(evaluation.confusion).toEqual([
    [1, 1, 0],
    [1, 2, 0],
    [0, 0, 0],
  ]);
  expect(evaluation.accuracy).toBe(0.6);
  expect(evaluation.perClass[0]).toEqual({ precision: 0.5, recall: 0.5, f1: 0.5, support: 2, predicted: 2 });
  expect(evaluation.perClass[1]).toEqual({ precision: 2 / 3, recall: 2 / 3, f1: 2 / 3, support: 3, predicted: 3 });
  expect(evaluation.perClass[2]).toEqual({ precision: 0, recall: 0, f1: 0, support: 0, predicted: 0 });
  expect(evaluation.macro.f1).toBeCloseTo((0.5 + 2 / 3) / 2, 12);
  expect(evaluation.weighted.recall).toBeCloseTo(0.6, 12);
  expect(evaluation.baseline).toEqual({ classIndex: 1, accuracy: 0.6 });
  expect(evaluation.areaUnderRoc).toBeUndefined();
  expect(evaluation.current).toMatchObject({ accepted: 3, errors: 1, coverage: 0.6, errorRate: 1 / 3 });
  const likelihoods = [0.8, 0.2, 0.6, 0.9, 0.5];
  expect(evaluation.raw.logLoss).toBeCloseTo(-likelihoods.reduce((sum, p) => sum + Math.log(p), 0) / 5, 12);
});

it('calibrates by the temperature without changing predictions', () => {
  const rows = [
    [0, [0.9, 0.1]],
    [1, [0.8, 0.2]],
  ] as const;

  const { raw, calibrated, confusion } = evaluate(stateOf(rows, ['a', 'b'], 2), OPTIONS);

  // The roots of 9 : 1 and 4 : 1 are 3 : 1 and 2 : 1.
  expect(calibrated.logLoss).toBeCloseTo(-(Math.log(3 / 4) + Math.log(1 / 3)) / 2, 12);
  expect(raw.logLoss).toBeCloseTo(-(Math.log(0.9) + Math.log(0.2)) / 2, 12);
  expect(confusion).toEqual([
    [1, 0],
    [1, 0],
  ]);
});

it('is whole when there is one row', () => {
  const evaluation = evaluate(stateOf([[1, [0.4, 0.6]]], ['a', 'b']), OPTIONS);

  expect(evaluation.accuracy).toBe(1);
  expect(evaluation.accuracyInterval.low).toBeGreaterThan(0.2);
  expect(evaluation.accuracyInterval.high).toBe(1);
  expect(evaluation.areaUnderRoc).toBeUndefined();
  expect(evaluation.riskCoverage).toMatchObject({ rows: 1, area: 0, excessArea: 0 });
  expect(evaluation.recommendation).toMatchObject({ outcome: 'recommended', point: { threshold: 0.6, coverage: 1 } });
});

it('is whole when a class is absent and another never predicted', () => {
  const evaluation = evaluate(
    stateOf([
      [0, [0.9, 0.05, 0.05]],
      [1, [0.9, 0.05, 0.05]],
    ]),
    OPTIONS,
  );

  expect(evaluation.macro).toEqual({ precision: 0.25, recall: 0.5, f1: 1 / 3 });
  expect(JSON.stringify(evaluation)).not.toContain('null');
});

it('does not become infinite when the model held the label impossible', () => {
  const evaluation = evaluate(stateOf([[1, [1, 0]]], ['a', 'b'], 1.5), OPTIONS);

  expect(evaluation.raw.logLoss).toBeCloseTo(-Math.log(1e-15), 6);
  expect(evaluation.calibrated.logLoss).toBeCloseTo(-Math.log(1e-15), 6);
});

it('counts a row as often as it is there', () => {
  const row = [0, [0.9, 0.1]] as const;

  expect(evaluate(stateOf([row, row, row], ['a', 'b']), OPTIONS).confusion).toEqual([
    [3, 0],
    [0, 0],
  ]);
});

it('tells the rows without an answer, and what they would make of the accuracy', () => {
  const state = stateOf([[0, [0.9, 0.1]]], ['a', 'b']);
  state.addFailure('ImageUnreadable', 2);
  state.addFailure('ImageNotFound');

  const evaluation = evaluate(state, OPTIONS);

  expect(evaluation.failures).toEqual({ ImageNotFound: 1, ImageUnreadable: 2 });
  expect([evaluation.accuracy, evaluation.accuracyWithFailures]).toEqual([1, 0.25]);
});

it('refuses by name when there is no row, saying why', () => {
  const state = new EvaluationState({ classes: ['a', 'b'], temperature: 1 });

  expect(() => evaluate(state, OPTIONS)).toThrow(NoRows);
  state.addFailure('ImageNotFound', 4);
  expect(() => evaluate(state, OPTIONS)).toThrow('the model answered none (4 ImageNotFound)');
});

it.each([-1, 2, 0.5, Number.NaN])('refuses the label %p by name', (label) => {
  const state = new EvaluationState({ classes: ['a', 'b'], temperature: 1 });

  expect(() => state.add(label, [0.5, 0.5])).toThrow(LabelOutsideClasses);
  expect(state.rowCount).toBe(0);
});

it('refuses probabilities that are not one for each class', () => {
  const state = new EvaluationState({ classes: ['a', 'b'], temperature: 1 });

  expect(() => state.add(0, [0.2, 0.3, 0.5])).toThrow('3 probabilities for 2 classes');
});

it.each([
  [['a'], 1],
  [['a', 'a'], 1],
  [['a', 'b'], 0],
  [['a', 'b'], Number.NaN],
])('refuses classes %j at temperature %p', (classes, temperature) => {
  expect(() => new EvaluationState({ classes, temperature })).toThrow(StateInvalid);
});
