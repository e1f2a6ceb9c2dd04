import type { SeededRandom } from '../../seeded-random';
import type { Part } from './canvas';
import { type Colour, grey, metal, near, rubber, scaled, vehiclePaint } from './colour';
import { bar, disc, type Point, polygon, ring } from './shape';

/**
 * A motorcycle, seen from the side and driving to the right: hubs at (-0.5, 0) and (0.5, 0), y downwards. Naked, faired, touring, and
 * mopeds, which are nearly as slender as a bicycle.
 */
export function motorcycle(random: SeededRandom): Part[] {
  const paint = vehiclePaint(random);
  const kind = random.pick(['naked', 'naked', 'faired', 'faired', 'touring', 'moped'] as const);
  const bulk = kind === 'moped' ? random.between(0.6, 0.8) : random.between(0.9, 1.15);
  return [
    ...wheels(kind === 'moped', random),
    ...chassis(bulk, random),
    ...engine(bulk, random),
    ...tankAndSeat(paint, bulk, random),
    ...front(paint, kind === 'faired' || kind === 'touring', random),
    ...(kind === 'touring' ? luggage(paint, random) : []),
  ];
}

const REAR: Point = [-0.5, 0];
const FRONT: Point = [0.5, 0];

function wheels(slender: boolean, random: SeededRandom): Part[] {
  const radius = slender ? random.between(0.25, 0.34) : random.between(0.25, 0.32);
  const tyre = slender ? random.between(0.045, 0.08) : random.between(0.07, 0.13);
  const colour = rubber(random);
  const rim = metal(random);
  const open = random.chance(0.6);
  return [REAR, FRONT].flatMap(([x, y]): Part[] => [
    { shape: ring(x, y, radius, radius - tyre), colour },
    ...(open
      ? [
          { shape: bar([x - 0.2, y - 0.1], [x + 0.2, y + 0.1], 0.03), colour: rim, opacity: 0.6 },
          { shape: bar([x - 0.08, y + 0.2], [x + 0.08, y - 0.2], 0.03), colour: rim, opacity: 0.6 },
        ]
      : [{ shape: disc(x, y, radius - tyre), colour: scaled(rim, 0.7), opacity: 0.7 }]),
    { shape: disc(x, y, random.between(0.05, 0.1)), colour: rim },
  ]);
}

function chassis(bulk: number, random: SeededRandom): Part[] {
  const steel = metal(random);
  const dark = near(grey(0.15), 0.08, random);
  return [
    { shape: bar(REAR, [0, 0.02], 0.06 * bulk), colour: dark },
    { shape: bar(REAR, [-0.32, -0.34], 0.05 * bulk), colour: steel },
    { shape: bar([0.33, -0.46], FRONT, 0.07 * bulk), colour: steel },
    { shape: bar([0.3, -0.36], [0.02, 0.06], 0.06 * bulk), colour: dark },
  ];
}

function engine(bulk: number, random: SeededRandom): Part[] {
  const block = scaled(metal(random), random.between(0.35, 0.9));
  const height = 0.24 * bulk;
  const parts: Part[] = [
    {
      shape: polygon([-0.2, -height], [0.17, -height - 0.02], [0.22, 0.06], [0.1, 0.13], [-0.18, 0.12]),
      colour: block,
      opacity: random.between(0.75, 1),
    },
    { shape: disc(-0.04, 0.03, 0.09 * bulk), colour: scaled(block, 0.7) },
  ];
  if (random.chance(0.75)) {
    const pipe = metal(random);
    parts.push(
      { shape: bar([0.16, -0.08], [0.06, 0.13], 0.04), colour: pipe },
      { shape: bar([0.06, 0.13], [-0.62, random.between(-0.1, 0.1)], 0.075 * bulk), colour: pipe },
    );
  }
  return parts;
}

function tankAndSeat(paint: Colour, bulk: number, random: SeededRandom): Part[] {
  const dark = near(grey(0.12), 0.08, random);
  const top = -0.34 - 0.14 * bulk;
  return [
    { shape: polygon([-0.06, -0.3], [0.02, top], [0.24, top + 0.01], [0.34, -0.36], [0.2, -0.26]), colour: paint },
    { shape: bar([-0.5, -0.4], [-0.04, -0.35], random.between(0.08, 0.14) * bulk), colour: dark },
    { shape: polygon([-0.62, -0.44], [-0.3, -0.36], [-0.24, -0.24], [-0.48, -0.3]), colour: paint },
    { shape: bar([-0.72, -0.26], [-0.58, -0.4], 0.05 * bulk), colour: dark },
  ];
}

function front(paint: Colour, faired: boolean, random: SeededRandom): Part[] {
  const dark = near(grey(0.12), 0.08, random);
  const parts: Part[] = [
    { shape: bar([0.33, -0.46], [0.22, random.between(-0.66, -0.52)], 0.045), colour: dark },
    { shape: bar([0.36, -0.27], [0.66, -0.27], 0.06), colour: paint, opacity: random.chance(0.6) ? 1 : 0 },
  ];
  if (faired) {
    parts.push(
      { shape: polygon([0.1, 0.06], [0.12, -0.4], [0.38, -0.6], [0.56, -0.36], [0.36, -0.02]), colour: paint },
      { shape: polygon([0.26, -0.54], [0.34, -0.72], [0.46, -0.5]), colour: [0.6, 0.7, 0.75], opacity: 0.6 },
    );
  }
  parts.push({ shape: disc(0.45, -0.4, 0.07), colour: random.chance(0.5) ? [0.95, 0.93, 0.8] : metal(random) });
  return parts;
}

function luggage(paint: Colour, random: SeededRandom): Part[] {
  return [
    {
      shape: polygon([-0.74, -0.34], [-0.36, -0.34], [-0.36, -0.06], [-0.72, -0.06]),
      colour: scaled(paint, random.between(0.5, 1)),
    },
    ...(random.chance(0.5)
      ? [{ shape: polygon([-0.8, -0.66], [-0.52, -0.66], [-0.5, -0.44], [-0.78, -0.44]), colour: paint } satisfies Part]
      : []),
  ];
}
