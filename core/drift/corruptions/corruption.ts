import type { RgbaImage } from '../../image/rgba-image';
import type { SeededRandom } from '../../seeded-random';
import type { Severity } from '../severity';

/** Something that happens to cameras: it changes what images look like, not what they show. */
export interface Corruption {
  readonly name: string;
  /** What has happened, for a person. */
  readonly meaning: string;
  /** @returns a new image of the same size; the same random numbers give the same image */
  corrupt(image: RgbaImage, severity: Severity, random: SeededRandom): RgbaImage;
}

/** An image of which each colour of each pixel becomes another; alpha stays. */
export function mapColours(image: RgbaImage, change: (value: number) => number): RgbaImage {
  const rgba = image.rgba.map((value, at) => (at % 4 === 3 ? value : clamp(change(value))));
  return { ...image, rgba };
}

const clamp = (value: number): number => Math.min(255, Math.max(0, Math.round(value)));
