import { DataSetError } from '../../../core/dataset/data-set-error';
import { syntheticVehicles } from '../../../core/dataset/synthetic-vehicles';
import { inspectImage } from '../../../core/image/inspect-image';

it('has 500 training and 100 test images a class when nothing else is asked', () => {
  const set = syntheticVehicles({ classes: ['bicycle', 'motorcycle'], seed: 1 });

  const count = (items: typeof set.train, label: number) => items.filter((item) => item.label === label).length;
  expect([count(set.train, 0), count(set.train, 1), count(set.test, 0), count(set.test, 1)]).toEqual([
    500, 500, 100, 100,
  ]);
});

it('names files by class and row, and site and camera as metadata, when made', () => {
  const { train } = syntheticVehicles({ classes: ['motorcycle', 'bicycle'], seed: 1 });

  expect(train[0]).toMatchObject({ row: 0, label: 0, file: 'motorcycle_s_000000.png' });
  expect(train[123]).toMatchObject({ row: 123, label: 1, file: 'bicycle_s_000123.png' });
  expect(new Set(train.map(({ metadata }) => metadata?.site))).toEqual(new Set(['north', 'south', 'harbour']));
  expect(new Set(train.map(({ metadata }) => `${metadata?.site}/${metadata?.camera}`)).size).toBe(6);
});

it('draws a PNG of 32 x 32 when an item is read, and the same one when read again', async () => {
  const [item] = syntheticVehicles({ classes: ['bicycle', 'motorcycle'], seed: 1 }).test;

  const bytes = await item!.read();

  expect(inspectImage(bytes)).toMatchObject({ format: 'png', width: 32, height: 32 });
  expect(Buffer.compare(bytes, await item!.read())).toBe(0);
});

it('draws the same bicycle when a third class joins', async () => {
  const two = syntheticVehicles({ classes: ['bicycle', 'motorcycle'], seed: 3 });
  const three = syntheticVehicles({ classes: ['bicycle', 'motorcycle', 'pickup_truck'], seed: 3 });

  expect(Buffer.compare(await two.train[2]!.read(), await three.train[3]!.read())).toBe(0);
});

it('draws other pictures for test than for training when the number is the same', async () => {
  const { train, test } = syntheticVehicles({ classes: ['bicycle', 'motorcycle'], seed: 3 });

  expect(Buffer.compare(await train[0]!.read(), await test[0]!.read())).not.toBe(0);
});

it.each([
  [
    ['bicycle', 'boat'],
    "No synthetic images of 'boat' can be drawn; the classes are bicycle, motorcycle, pickup_truck.",
  ],
  [['bicycle', 'bicycle'], 'A class is named twice'],
  [['bicycle'], 'One class cannot be told from anything'],
])('refuses the classes when they are %s', (classes, message) => {
  const making = () => syntheticVehicles({ classes, seed: 1 });

  expect(making).toThrow(DataSetError);
  expect(making).toThrow(message);
});
