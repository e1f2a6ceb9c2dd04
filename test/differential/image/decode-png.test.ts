import { PNG } from 'pngjs';
import { decodeImage } from '../../../core/image/decode-image';
import { flattenOnWhite } from '../../../core/image/flatten-on-white';
import { SeededRandom } from '../../../core/seeded-random';
import { type PngKind, pngOfAnyKind } from '../../fixtures/image/png-of-any-kind';

const DEPTHS = { 0: [1, 2, 4, 8, 16], 2: [8, 16], 3: [1, 2, 4, 8], 4: [8, 16], 6: [8, 16] } as const;
const KINDS = ([0, 2, 3, 4, 6] as const).flatMap((colourType) => {
  return DEPTHS[colourType].flatMap((bitDepth) => {
    return [false, true].flatMap((interlaced) => {
      const transparencies = colourType === 4 || colourType === 6 ? [false] : [false, true];
      return transparencies.map((transparency) => ({ colourType, bitDepth, interlaced, transparency }));
    });
  });
});

// Transparent pixels lose their colour in pngjs and keep it in ours: on white both look alike.
it.each(KINDS)(
  'agrees with pngjs on colour type $colourType, depth $bitDepth, interlaced $interlaced, tRNS $transparency',
  (kind) => {
    const random = new SeededRandom('png', JSON.stringify(kind));
    for (let round = 0; round < 12; round += 1) {
      const size = { width: 1 + random.below(19), height: 1 + random.below(19) };
      const bytes = pngOfAnyKind({ ...kind, ...size } as PngKind, random);
      const reference = PNG.sync.read(bytes);
      const expected = flattenOnWhite({ ...size, rgba: new Uint8Array(reference.data) });
      const actual = flattenOnWhite(decodeImage(bytes));
      expect(Buffer.compare(actual.rgba, expected.rgba)).toBe(0);
    }
  },
);
