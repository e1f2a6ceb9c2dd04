import { encodePng } from '../../core/image/encode-png';
import { SeededRandom } from '../../core/seeded-random';

const GRAIN = 40;

/** Soft colours under grain: as large a PNG, 2.8 KB, and as slow to decode, as the real photographs of this size. */
export function grainyImage(seed = 0): Buffer {
  const random = new SeededRandom('image', seed);
  const rgba = Uint8Array.from({ length: 32 * 32 * 4 }, (_, at) => {
    const [pixel, channel] = [at >> 2, at & 3];
    if (channel === 3) return 255;
    return 60 + 3 * (pixel % 32) + 2 * (pixel >> 5) + 20 * channel + random.below(GRAIN);
  });
  return encodePng(rgba, 32, 32);
}
