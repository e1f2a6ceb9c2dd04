import { dropOut } from '../../../algorithm/network/drop-out';
import { SeededRandom } from '../../../core/seeded-random';

const COUNT = 10_000;

function dropped(probability: number) {
  const features = new Float32Array(COUNT + 1).fill(2);
  const mask = new Float32Array(COUNT + 1).fill(9);
  dropOut(features, COUNT, probability, new SeededRandom('drop-out'), mask);
  return { features, mask };
}

it.each([0.2, 0.4, 0.75])('drops a share of %d and keeps the mean when the rest is scaled', (probability) => {
  const { features, mask } = dropped(probability);

  const factors = mask.subarray(0, COUNT);
  expect(new Set(factors)).toEqual(new Set([0, Math.fround(1 / (1 - probability))]));
  const share = factors.filter((factor) => factor === 0).length / COUNT;
  // Four standard deviations of a share of 10,000.
  expect(Math.abs(share - probability)).toBeLessThan(0.02);
  expect([...features.subarray(0, COUNT)]).toEqual([...factors].map((factor) => Math.fround(2 * factor)));
});

it('leaves alone what lies beyond the count', () => {
  const { features, mask } = dropped(0.4);

  expect([features[COUNT], mask[COUNT]]).toEqual([2, 9]);
});

it('changes nothing when the probability is 0', () => {
  const { features, mask } = dropped(0);

  expect([new Set(features), new Set(mask)]).toEqual([new Set([2]), new Set([9])]);
});
