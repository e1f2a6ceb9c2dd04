import type { DataItem } from '../../../core/dataset/data-set';
import { syntheticVehicles } from '../../../core/dataset/synthetic-vehicles';
import { decodeImage } from '../../../core/image/decode-image';
import { type Examples, logisticRegressionAccuracy } from './logistic-regression';

/** Levels -1..1 of every pixel and channel. */
async function examples(items: readonly DataItem[]): Promise<Examples> {
  const features = [];
  for (const item of items) {
    const { rgba } = decodeImage(await item.read());
    features.push(
      Float32Array.from(
        rgba.filter((_, at) => at % 4 !== 3),
        (level) => level / 127.5 - 1,
      ),
    );
  }
  return { features, labels: items.map(({ label }) => label) };
}

it('keeps logistic regression on pixels between chance and 80 % when trained on the default training split', async () => {
  const set = syntheticVehicles({ classes: ['bicycle', 'motorcycle'], seed: 1, testPerClass: 300 });
  const [train, test] = [await examples(set.train), await examples(set.test)];

  const accuracies = [0.3, 3].map((penalty) => logisticRegressionAccuracy(train, test, penalty));

  // 600 test images: the standard deviation of a guess is 2 %, so 58 % is four of them above chance.
  expect(Math.max(...accuracies)).toBeGreaterThan(0.58);
  expect(Math.max(...accuracies)).toBeLessThan(0.8);
});
