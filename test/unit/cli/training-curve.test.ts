import { parseEpochLine, TrainingCurve } from '../../../cli/laptop/training-curve';

it.each([
  ['Epoch[3] Train-accuracy=0.912500', { epoch: 3, name: 'trainAccuracy', value: 0.9125 }],
  ['[11/21/2026] INFO Epoch[0] Validation-accuracy=1.0', { epoch: 0, name: 'validationAccuracy', value: 1 }],
  ['Epoch[12] Time cost=7.1e-1', { epoch: 12, name: 'seconds', value: 0.71 }],
  ['Epoch[12] Train-cross-entropy=0.3', undefined],
  ['hello', undefined],
])('reads %j', (line, expected) => {
  expect(parseEpochLine(line)).toEqual(expected);
});

it('gathers the figures of an epoch and remembers the last validation accuracy', () => {
  const curve = new TrainingCurve();
  for (const line of [
    'Epoch[1] Train-accuracy=0.8',
    'Epoch[0] Train-accuracy=0.6',
    'Epoch[0] Validation-accuracy=0.7',
  ]) {
    curve.add(parseEpochLine(line) as never);
  }

  expect(curve.epochs()).toEqual([
    { epoch: 0, trainAccuracy: 0.6, validationAccuracy: 0.7 },
    { epoch: 1, trainAccuracy: 0.8 },
  ]);
  expect(curve.lastValidationAccuracy()).toBe(0.7);
  expect(curve.text()).toBe(', validation accuracy 70.0 %');
});
