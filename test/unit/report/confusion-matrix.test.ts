import { confusionMatrix } from '../../../core/report/confusion-matrix';

const prediction = (trueLabel: string, predictedLabel: string) => ({ trueLabel, predictedLabel });

it('counts rows by what an image is and columns by what it was taken for', () => {
  const matrix = confusionMatrix([prediction('a', 'a'), prediction('a', 'b'), prediction('b', 'b')], ['a', 'b']);

  expect(matrix).toEqual({
    classes: ['a', 'b'],
    counts: [
      [1, 1],
      [0, 1],
    ],
    total: 3,
    accuracy: 2 / 3,
  });
});

it('adds a class at the end when a label is none of those known', () => {
  const matrix = confusionMatrix([prediction('a', '__proto__')], ['a', 'b']);

  expect(matrix.classes).toEqual(['a', 'b', '__proto__']);
  expect(matrix.counts[0]).toEqual([0, 0, 1]);
});

it('has an accuracy of 0 when nothing was predicted', () => {
  expect(confusionMatrix([], ['a', 'b']).accuracy).toBe(0);
});
