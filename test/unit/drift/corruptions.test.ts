import { anyViewpoint } from '../../../core/dataset/vehicles/site';
import { vehicleImage } from '../../../core/dataset/vehicles/vehicle-image';
import { CORRUPTIONS } from '../../../core/drift/corruptions/registry';
import { SEVERITIES } from '../../../core/drift/severity';
import type { RgbaImage } from '../../../core/image/rgba-image';
import { SeededRandom } from '../../../core/seeded-random';

const image: RgbaImage = {
  width: 32,
  height: 32,
  rgba: vehicleImage('bicycle', anyViewpoint(new SeededRandom('viewpoint')), new SeededRandom(1)),
};

const distance = (one: RgbaImage, other: RgbaImage): number =>
  Math.sqrt(one.rgba.reduce((sum, value, at) => sum + (value - other.rgba[at]!) ** 2, 0));

describe.each(Object.values(CORRUPTIONS))('$name', (corruption) => {
  it('changes the image more at each severity, and never its size or alpha', () => {
    const changed = SEVERITIES.map((severity) => corruption.corrupt(image, severity, new SeededRandom(7)));

    const distances = changed.map((each) => distance(each, image));
    expect(distances[0]).toBeGreaterThan(0);
    expect(distances[1]).toBeGreaterThan(distances[0]!);
    expect(distances[2]).toBeGreaterThan(distances[1]!);
    for (const { width, height, rgba } of changed) {
      expect([width, height, rgba.length]).toEqual([32, 32, 32 * 32 * 4]);
      expect(rgba.filter((_, at) => at % 4 === 3).every((alpha) => alpha === 255)).toBe(true);
    }
  });

  it('gives the same image for the same random numbers, and leaves the original alone', () => {
    const before = image.rgba.slice();

    const [one, other] = [1, 2].map(() => corruption.corrupt(image, 2, new SeededRandom(3)));

    expect(one!.rgba).toEqual(other!.rgba);
    expect(image.rgba).toEqual(before);
  });
});
