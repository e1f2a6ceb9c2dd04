import type { SeededRandom } from '../../core/seeded-random';
import { cosine, sine } from '../numbers/circle';

export const AUGMENTATION_TYPES = ['none', 'crop', 'crop_color', 'crop_color_transform'] as const;
export type AugmentationType = (typeof AUGMENTATION_TYPES)[number];

/** The colour and place changes that one image undergoes this time. */
export interface Augmentation {
  readonly flip: boolean;
  /** Where output pixel (x, y) comes from: [xx * x + xy * y + x0, yx * x + yy * y + y0] from the image's centre. Pixels. */
  readonly xx: number;
  readonly xy: number;
  readonly yx: number;
  readonly yy: number;
  readonly x0: number;
  readonly y0: number;
  /** Factor on each colour's distance from grey, and on the distance of all from the middle; an addition of 0..255. */
  readonly saturation: number;
  readonly contrast: number;
  readonly brightness: number;
}

/** Share of a side by which `crop` moves the image: 4 of 32 pixels. */
const SHIFT_SHARE = 1 / 8;
const COLOUR_FACTOR = 0.3;
const BRIGHTNESS = 36;
/** 10 degrees, a shear of 0.1 and a quarter more or less, as the built-in algorithm has them. */
const ROTATION = Math.PI / 18;
const SHEAR = 0.1;
const ASPECT = 0.25;

/** Draws what happens to one image of `size` pixels a side. The number of draws depends on the type alone. */
export function drawAugmentation(
  type: AugmentationType,
  random: SeededRandom,
  height: number,
  width: number,
): Augmentation {
  if (type === 'none') return UNCHANGED;
  const flip = random.chance(0.5);
  const reachX = Math.round(width * SHIFT_SHARE);
  const reachY = Math.round(height * SHIFT_SHARE);
  const x0 = random.below(2 * reachX + 1) - reachX;
  const y0 = random.below(2 * reachY + 1) - reachY;
  if (type === 'crop') return { ...UNCHANGED, flip, x0, y0 };
  const saturation = 1 + random.between(-COLOUR_FACTOR, COLOUR_FACTOR);
  const contrast = 1 + random.between(-COLOUR_FACTOR, COLOUR_FACTOR);
  const brightness = random.between(-BRIGHTNESS, BRIGHTNESS);
  const colour = { ...UNCHANGED, flip, x0, y0, saturation, contrast, brightness };
  if (type === 'crop_color') return colour;
  const angle = random.between(-ROTATION, ROTATION);
  const shear = random.between(-SHEAR, SHEAR);
  const stretchX = 1 + random.between(-ASPECT, ASPECT);
  const stretchY = 1 + random.between(-ASPECT, ASPECT);
  return {
    ...colour,
    xx: cosine(angle) * stretchX,
    xy: (shear - sine(angle)) * stretchY,
    yx: sine(angle) * stretchX,
    yy: cosine(angle) * stretchY,
  };
}

export const UNCHANGED: Augmentation = {
  flip: false,
  xx: 1,
  xy: 0,
  yx: 0,
  yy: 1,
  x0: 0,
  y0: 0,
  saturation: 1,
  contrast: 1,
  brightness: 0,
};
