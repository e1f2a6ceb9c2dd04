import { createHash } from 'node:crypto';
import { syntheticVehicles } from '../../../core/dataset/synthetic-vehicles';
import { decodeImage } from '../../../core/image/decode-image';
import { SeededRandom } from '../../../core/seeded-random';

const CLASSES = ['bicycle', 'motorcycle', 'pickup_truck'];

async function pixelDigest(seed: number): Promise<string> {
  const { train, test } = syntheticVehicles({ classes: CLASSES, seed });
  const hash = createHash('sha256');
  for (const item of [...train.slice(0, 60), ...test.slice(0, 30)]) hash.update(decodeImage(await item.read()).rgba);
  return hash.digest('hex');
}

it('draws these pixels when the seed is 1, on every platform', async () => {
  expect(await pixelDigest(1)).toMatchInlineSnapshot(
    `"354a792f789efeaed692f3dba3e2e2194e2c77b629e8ecff56d4e7860fd170b5"`,
  );
});

it('draws other pixels when the seed is 2', async () => {
  expect(await pixelDigest(2)).not.toBe(await pixelDigest(1));
});

it('gives these random numbers when seeded with 7 and a name, on every platform', () => {
  const random = new SeededRandom(7, 'name');

  expect(Array.from({ length: 5 }, () => random.uint32())).toMatchInlineSnapshot(`
[
  1875574919,
  1734159439,
  3956099731,
  2417205032,
  2600715812,
]
`);
});
