import { encodePng } from '../../../../core/image/encode-png';
import { describeImage } from '../../../../core/monitoring/images/describe-image';
import { SeededRandom } from '../../../../core/seeded-random';

function png(
  width: number,
  height: number,
  colour: (x: number, y: number) => readonly [number, number, number],
): Buffer {
  const rgba = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) rgba.set([...colour(x, y), 255], (y * width + x) * 4);
  return encodePng(rgba, width, height);
}

describe('describeImage', () => {
  it('tells size, format and bytes of the file', () => {
    const bytes = png(40, 20, () => [0, 0, 0]);

    expect(describeImage(bytes).descriptor).toMatchObject({
      width: 40,
      height: 20,
      aspect: 2,
      format: 'png',
      bytes: bytes.length,
    });
  });

  it('finds nothing in a plain surface but its colour', () => {
    const { descriptor } = describeImage(png(16, 16, () => [255, 0, 0]));

    expect(descriptor).toMatchObject({
      contrast: expect.closeTo(0, 6),
      sharpness: expect.closeTo(0, 6),
      entropy: 0,
      noise: 0,
      saturation: 1,
      red: 1,
      green: 0,
      blue: 0,
    });
    expect(descriptor.brightness).toBeCloseTo(0.299, 6);
  });

  it('gives a checkerboard the largest contrast, one bit of entropy, and all the sharpness there is', () => {
    const { descriptor } = describeImage(png(16, 16, (x, y) => ((x + y) % 2 === 0 ? [255, 255, 255] : [0, 0, 0])));

    expect(descriptor.brightness).toBeCloseTo(0.5, 9);
    expect(descriptor.contrast).toBeCloseTo(0.5, 9);
    expect(descriptor.entropy).toBeCloseTo(1, 9);
    expect(descriptor.sharpness).toBeCloseTo(4, 9);
  });

  it('finds more grain in noise than in a slope', () => {
    const random = new SeededRandom('grain');
    const slope = describeImage(png(32, 32, (x) => [x * 8, x * 8, x * 8])).descriptor;
    const grain = describeImage(
      png(32, 32, () => {
        const value = random.below(256);
        return [value, value, value];
      }),
    ).descriptor;

    expect(slope.noise).toBeCloseTo(0.25, 6);
    expect(grain.noise).toBeGreaterThan(0.8);
  });

  it('measures large pictures at the size of small ones', () => {
    const stripes = (side: number) =>
      describeImage(png(side, side, (x) => (Math.floor((x * 8) / side) % 2 === 0 ? [200, 200, 200] : [50, 50, 50])));

    const [small, large] = [stripes(256), stripes(1024)];

    expect(large.image.width).toBe(256);
    expect(large.descriptor.sharpness).toBeCloseTo(small.descriptor.sharpness, 1);
    expect(large.descriptor.width).toBe(1024);
  });

  it.each([
    [1, 1],
    [2, 5],
    [300, 1],
  ])('describes an image of %i x %i pixels', (width, height) => {
    const { descriptor } = describeImage(png(width, height, (x) => [x % 256, 0, 0]));

    for (const value of Object.values(descriptor))
      if (typeof value === 'number') expect(Number.isFinite(value)).toBe(true);
  });

  it('names what cannot be read', () => {
    expect(() => describeImage(Buffer.from('no image'))).toThrow(expect.objectContaining({ name: 'ImageUnreadable' }));
  });
});
