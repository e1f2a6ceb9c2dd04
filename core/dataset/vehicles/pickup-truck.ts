import type { SeededRandom } from '../../seeded-random';
import type { Part } from './canvas';
import { type Colour, grey, metal, near, rubber, scaled, vehiclePaint } from './colour';
import { bar, box, disc, polygon } from './shape';

/**
 * A pickup truck, seen from the side and driving to the right: axles at (-0.5, 0) and (0.5, 0), y downwards. One or two rows of doors,
 * empty or loaded, sometimes with a bicycle's or motorcycle's wheels on the bed.
 */
export function pickupTruck(random: SeededRandom): Part[] {
  const paint = vehiclePaint(random);
  const cabin = random.between(-0.28, 0.02);
  return [
    ...load(cabin, random),
    ...body(paint, cabin, random),
    ...windows(cabin, random),
    ...wheels(random),
    ...lights(random),
  ];
}

function load(cabin: number, random: SeededRandom): Part[] {
  const kind = random.pick(['empty', 'boxes', 'cycle', 'cover'] as const);
  if (kind === 'boxes') {
    return [
      { shape: box(-0.74, random.between(-0.62, -0.42), -0.44, -0.25), colour: near([0.55, 0.42, 0.26], 0.15, random) },
      { shape: box(-0.46, -0.48, cabin - 0.04, -0.25), colour: vehiclePaint(random) },
    ];
  }
  if (kind === 'cycle') {
    const dark = rubber(random);
    return [
      { shape: disc(-0.68, -0.36, 0.15), colour: dark, opacity: 0.7 },
      { shape: disc(-0.34, -0.36, 0.15), colour: dark, opacity: 0.7 },
      { shape: bar([-0.68, -0.36], [-0.34, -0.5], 0.05), colour: vehiclePaint(random) },
    ];
  }
  return kind === 'cover' ? [{ shape: box(-0.8, -0.4, cabin, -0.25), colour: near(grey(0.3), 0.2, random) }] : [];
}

function body(paint: Colour, cabin: number, random: SeededRandom): Part[] {
  const roof = random.between(-0.62, -0.52);
  const floor = random.between(0.02, 0.06);
  return [
    { shape: box(-0.82, -0.3, cabin, floor), colour: scaled(paint, random.between(0.8, 1)) },
    {
      shape: polygon([cabin - 0.02, floor], [cabin, roof], [0.22, roof], [0.42, -0.3], [0.82, -0.26], [0.84, floor]),
      colour: paint,
    },
    { shape: bar([-0.8, floor], [0.82, floor], 0.05), colour: near(grey(0.2), 0.1, random) },
  ];
}

function windows(cabin: number, random: SeededRandom): Part[] {
  const glass = near([0.3, 0.38, 0.44], 0.15, random);
  const windscreen: Part = { shape: polygon([0.14, -0.5], [0.22, -0.5], [0.34, -0.31], [0.14, -0.31]), colour: glass };
  const door: Part = { shape: box(cabin + 0.05, -0.5, 0.1, -0.31), colour: glass };
  return random.chance(0.5)
    ? [windscreen, door, { shape: box(-0.02, -0.5, 0, -0.3), colour: scaled(glass, 0.4) }]
    : [windscreen, door];
}

function wheels(random: SeededRandom): Part[] {
  const radius = random.between(0.15, 0.23);
  const colour = rubber(random);
  const rim = metal(random);
  const well = scaled(colour, 0.6);
  return [-0.5, 0.52].flatMap((x): Part[] => [
    { shape: disc(x, 0, radius + 0.03), colour: well },
    { shape: disc(x, 0.02, radius), colour },
    { shape: disc(x, 0.02, radius * random.between(0.45, 0.65)), colour: rim },
  ]);
}

function lights(random: SeededRandom): Part[] {
  return [
    { shape: box(0.76, -0.22, 0.83, -0.12), colour: [0.95, 0.93, 0.8], opacity: random.between(0.4, 1) },
    { shape: box(-0.82, -0.24, -0.77, -0.12), colour: [0.75, 0.1, 0.08], opacity: random.between(0.4, 1) },
  ];
}
