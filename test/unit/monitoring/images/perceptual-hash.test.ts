import { anyViewpoint } from '../../../../core/dataset/vehicles/site';
import { type VehicleKind, vehicleImage } from '../../../../core/dataset/vehicles/vehicle-image';
import { CORRUPTIONS } from '../../../../core/drift/corruptions/registry';
import { resizeImage } from '../../../../core/image/resize-image';
import type { RgbaImage } from '../../../../core/image/rgba-image';
import { nearDuplicates } from '../../../../core/monitoring/images/near-duplicates';
import { hashDistance, NEAR_DUPLICATE_BITS, perceptualHash } from '../../../../core/monitoring/images/perceptual-hash';
import { SeededRandom } from '../../../../core/seeded-random';

const vehicle = (kind: VehicleKind, number: number): RgbaImage => ({
  width: 32,
  height: 32,
  rgba: vehicleImage(kind, anyViewpoint(new SeededRandom('viewpoint', number)), new SeededRandom(kind, number)),
});

describe('perceptualHash', () => {
  it('stays near when the picture is enlarged or a little brighter', () => {
    const image = vehicle('bicycle', 1);
    const hash = perceptualHash(image);

    expect(hash).toMatch(/^[0-9a-f]{16}$/);
    expect(hashDistance(hash, perceptualHash(resizeImage(image, 96, 96)))).toBeLessThanOrEqual(NEAR_DUPLICATE_BITS);
    const brighter = CORRUPTIONS.brightness!.corrupt(image, 1, new SeededRandom(1));
    expect(hashDistance(hash, perceptualHash(brighter))).toBeLessThanOrEqual(NEAR_DUPLICATE_BITS);
  });

  it('tells different pictures apart', () => {
    const hashes = Array.from({ length: 40 }, (_, number) =>
      perceptualHash(vehicle(number % 2 === 0 ? 'bicycle' : 'motorcycle', number)),
    );

    const near = hashes.flatMap((one, at) =>
      hashes.slice(0, at).filter((other) => hashDistance(one, other) <= NEAR_DUPLICATE_BITS),
    );

    expect(near.length).toBeLessThanOrEqual(2);
  });
});

describe('hashDistance', () => {
  it('counts the bits that differ', () => {
    expect(hashDistance('0000000000000000', 'ffffffffffffffff')).toBe(64);
    expect(hashDistance('8000000000000001', '0000000000000000')).toBe(2);
  });
});

describe('nearDuplicates', () => {
  const row = (hash: string, count = 1) => ({ identity: hash, row: hash, count });

  it('counts every picture of a group of lookalikes but one', () => {
    const found = nearDuplicates([row('00000000000000ff', 3), row('00000000000000fe'), row('ffffffff00000000')]);

    expect(found).toEqual({ images: 5, duplicates: 3, share: 0.6 });
  });

  it('is 0 for an empty window', () => {
    expect(nearDuplicates([])).toEqual({ images: 0, duplicates: 0, share: 0 });
  });
});
