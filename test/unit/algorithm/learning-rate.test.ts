import { learningRateAt } from '../../../algorithm/training/learning-rate';

const OPTIONS = { learningRate: 0.1, epochs: 10, stepsPerEpoch: 5, factor: 0.1 };

it('rises over two epochs and then follows half a cosine down to nearly 0', () => {
  const rates = Array.from({ length: 50 }, (_, step) => learningRateAt(step, OPTIONS));
  expect(rates[0]).toBeCloseTo(0.01, 12);
  expect(rates[9]).toBeCloseTo(0.1, 12);
  expect(rates[30]).toBeCloseTo(0.05, 12);
  expect(rates[49]).toBeLessThan(0.0002);
  expect(rates.slice(9)).toEqual([...rates.slice(9)].sort((a, b) => b - a));
});

it('falls by the factor after each given epoch', () => {
  const options = { ...OPTIONS, fallEpochs: [2, 4] };
  expect([9, 10, 19, 20].map((step) => learningRateAt(step, options))).toEqual([
    0.1,
    0.1 * 0.1,
    0.1 * 0.1,
    0.1 * 0.1 * 0.1,
  ]);
});

it('starts at the full rate when there is but one step', () => {
  expect(learningRateAt(0, { ...OPTIONS, epochs: 1, stepsPerEpoch: 1 })).toBe(0.1);
});
