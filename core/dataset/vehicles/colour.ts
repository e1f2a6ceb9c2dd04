import type { SeededRandom } from '../../seeded-random';

/** Red, green, blue; 0..1 each, beyond that for a light that overexposes. */
export type Colour = readonly [red: number, green: number, blue: number];

export const grey = (level: number): Colour => [level, level, level];

/** `share` of the second colour, the rest of the first. */
export function mix([r, g, b]: Colour, [r2, g2, b2]: Colour, share: number): Colour {
  return [r + (r2 - r) * share, g + (g2 - g) * share, b + (b2 - b) * share];
}

export const scaled = ([r, g, b]: Colour, factor: number): Colour => [r * factor, g * factor, b * factor];

/** A colour near another: each channel moves by up to `spread`. */
export function near([r, g, b]: Colour, spread: number, random: SeededRandom): Colour {
  return [r, g, b].map((level) =>
    Math.min(1, Math.max(0, level + random.between(-spread, spread))),
  ) as unknown as Colour;
}

const PAINTS: readonly Colour[] = [
  [0.72, 0.1, 0.1],
  [0.1, 0.22, 0.6],
  [0.08, 0.4, 0.2],
  [0.85, 0.7, 0.12],
  [0.85, 0.42, 0.1],
  [0.1, 0.1, 0.12],
  [0.88, 0.88, 0.86],
  [0.55, 0.57, 0.6],
  [0.35, 0.12, 0.4],
  [0.2, 0.55, 0.62],
];

/** The paint of a vehicle: the same choice for every class, so that colour tells nothing. */
export const vehiclePaint = (random: SeededRandom): Colour => near(random.pick(PAINTS), 0.12, random);

/** Rubber, from new to dusty. */
export const rubber = (random: SeededRandom): Colour => near(grey(random.between(0.05, 0.26)), 0.02, random);

/** Bare metal, from dull to chrome. */
export const metal = (random: SeededRandom): Colour => near(grey(random.between(0.4, 0.85)), 0.03, random);
