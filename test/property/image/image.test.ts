import fc from 'fast-check';
import { decodeImage } from '../../../core/image/decode-image';
import { encodePng } from '../../../core/image/encode-png';
import { applyOrientation } from '../../../core/image/exif-orientation';
import { inspectImage } from '../../../core/image/inspect-image';
import { resizeImage } from '../../../core/image/resize-image';

const side = fc.integer({ min: 1, max: 24 });
const image = fc
  .tuple(side, side)
  .chain(([width, height]) =>
    fc
      .uint8Array({ minLength: width * height * 4, maxLength: width * height * 4 })
      .map((rgba) => ({ width, height, rgba })),
  );

it('decodes what it encoded', () => {
  fc.assert(
    fc.property(image, ({ width, height, rgba }) => {
      const decoded = decodeImage(encodePng(rgba, width, height));
      expect(decoded).toEqual({ width, height, rgba });
    }),
  );
});

it('never throws anything but its own errors, whatever the bytes', () => {
  const png = encodePng(new Uint8Array(256), 8, 8);
  fc.assert(
    fc.property(fc.integer({ min: 8, max: png.length - 1 }), fc.integer({ min: 0, max: 255 }), (at, value) => {
      const bytes = Buffer.from(png);
      bytes[at] = value;
      try {
        inspectImage(bytes);
        decodeImage(bytes);
      } catch (error) {
        expect(['ImageUnreadable', 'ImageTooLarge']).toContain((error as Error).name);
      }
    }),
    { numRuns: 500 },
  );
});

it('keeps colours within those of the original when it resizes, and a single colour as it is', () => {
  fc.assert(
    fc.property(image, side, side, (original, width, height) => {
      const resized = resizeImage(original, width, height).rgba;
      const reds = (rgba: Uint8Array) => [...rgba].filter((_, at) => at % 4 === 0);
      const [low, high] = [Math.min(...reds(original.rgba)), Math.max(...reds(original.rgba))];
      expect(resized).toHaveLength(width * height * 4);
      expect(Math.min(...reds(resized))).toBeGreaterThanOrEqual(low);
      expect(Math.max(...reds(resized))).toBeLessThanOrEqual(high);
    }),
  );
});

it('undoes an orientation by its inverse', () => {
  const inverses = { 1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: 8, 7: 7, 8: 6 } as const;
  fc.assert(
    fc.property(image, fc.constantFrom(1, 2, 3, 4, 5, 6, 7, 8), (original, orientation) => {
      const inverse = inverses[orientation as keyof typeof inverses];
      expect(applyOrientation(applyOrientation(original, orientation), inverse)).toEqual(original);
    }),
  );
});
