import { decodeImage } from '../../../../core/image/decode-image';
import type { RgbaImage } from '../../../../core/image/rgba-image';
import { heatMapPng } from '../../../../core/monitoring/occlusion/heat-map';
import {
  heatMapPatches,
  type ImageModel,
  occlusionAttribution,
} from '../../../../core/monitoring/occlusion/occlusion-attribution';
import { OCCLUSION_REGIONS, patches } from '../../../../core/monitoring/occlusion/occlusion-region';

/** Black, with a white square in the given region of nine. */
function imageWithSquare(region: number, side = 30): RgbaImage {
  const rgba = new Uint8Array(side * side * 4);
  const patch = patches(side, side, 3, 3)[region]!;
  for (let row = 0; row < side; row += 1)
    for (let column = 0; column < side; column += 1) {
      const inside = row >= patch.top && row < patch.bottom && column >= patch.left && column < patch.right;
      rgba.set(inside ? [255, 255, 255, 255] : [0, 0, 0, 255], (row * side + column) * 4);
    }
  return { width: side, height: side, rgba };
}

/** As sure of class 1 as there is pure white. */
const whiteModel: ImageModel = async (images) =>
  images.map(({ rgba }) => {
    let white = 0;
    for (let at = 0; at < rgba.length; at += 4) if (rgba[at] === 255) white += 1;
    const share = Math.min(1, (white * 9 * 4) / rgba.length);
    return [1 - share, share];
  });

describe('occlusionAttribution', () => {
  it.each(OCCLUSION_REGIONS.map((name, index) => [name, index] as const))(
    'finds what matters in %s',
    async (_, region) => {
      const { predicted, confidence, values } = await occlusionAttribution(whiteModel, imageWithSquare(region));

      expect([predicted, confidence]).toEqual([1, 1]);
      expect(values).toEqual(OCCLUSION_REGIONS.map((__, index) => (index === region ? 1 : 0)));
    },
  );
});

describe('patches', () => {
  it.each([
    [32, 32, 3, 3],
    [5, 7, 3, 3],
    [100, 30, 8, 2],
  ])('covers %i x %i pixels once, in %i x %i patches', (width, height, columns, rows) => {
    const covered = new Uint8Array(width * height);
    for (const { left, top, right, bottom } of patches(width, height, columns, rows))
      for (let row = top; row < bottom; row += 1)
        for (let column = left; column < right; column += 1) covered[row * width + column]! += 1;

    expect(covered.every((times) => times === 1)).toBe(true);
  });
});

describe('heatMapPng', () => {
  it('reddens what speaks for the predicted class, at a size that a person can see', async () => {
    const image = imageWithSquare(4, 32);
    const { values } = await occlusionAttribution(whiteModel, image, heatMapPatches(image));

    const map = decodeImage(heatMapPng(image, values));

    const at = (x: number, y: number) => [...map.rgba.slice((y * map.width + x) * 4, (y * map.width + x) * 4 + 3)];
    expect(map.width).toBe(192);
    const [red, green] = at(96, 96);
    expect(red! - green!).toBeGreaterThan(40);
    expect(at(3, 3)).toEqual([0, 0, 0]);
  });

  it('leaves a picture that nothing matters in grey', () => {
    const image = imageWithSquare(0, 16);

    const map = decodeImage(
      heatMapPng(
        image,
        heatMapPatches(image).map(() => 0),
      ),
    );

    for (let at = 0; at < map.rgba.length; at += 4) expect(map.rgba[at]).toBe(map.rgba[at + 1]);
  });
});
