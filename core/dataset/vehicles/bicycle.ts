import type { SeededRandom } from '../../seeded-random';
import type { Part } from './canvas';
import { type Colour, grey, metal, near, rubber, scaled, vehiclePaint } from './colour';
import { bar, box, disc, type Point, polygon, ring } from './shape';

/**
 * A bicycle, seen from the side and driving to the right: hubs at (-0.5, 0) and (0.5, 0), y downwards. Ordinary, racing and
 * step-through frames; cargo, battery and mudguards make some as bulky as a motorcycle.
 */
export function bicycle(random: SeededRandom): Part[] {
  const paint = vehiclePaint(random);
  const tube = random.between(0.035, 0.07);
  return [
    ...wheels(random),
    ...frame(paint, tube, random),
    ...saddleAndHandlebar(tube, random),
    ...drive(random),
    ...luggage(random),
  ];
}

const BOTTOM: Point = [-0.06, 0.02];
const HEAD: Point = [0.36, -0.46];
const SEAT: Point = [-0.2, -0.44];
const REAR: Point = [-0.5, 0];
const FRONT: Point = [0.5, 0];

function wheels(random: SeededRandom): Part[] {
  const radius = random.between(0.29, 0.37);
  const tyre = random.chance(0.15) ? random.between(0.07, 0.1) : random.between(0.03, 0.065);
  const colour = rubber(random);
  const rim = metal(random);
  const spokes = random.chance(0.75);
  const guard = random.chance(0.35) ? vehiclePaint(random) : undefined;
  return [REAR, FRONT].flatMap(([x, y]): Part[] => [
    ...(guard === undefined
      ? []
      : [{ shape: ring(x, y - 0.04, radius + 0.05, radius + 0.005), colour: guard, opacity: 0.8 }]),
    { shape: ring(x, y, radius, radius - tyre), colour },
    ...(spokes ? spokesOf([x, y], radius - tyre, rim, random) : []),
    { shape: disc(x, y, 0.04), colour: rim },
  ]);
}

/** Directions of eight spokes on rational points of the circle: (3, 4, 5) and (5, 12, 13) triangles. */
const DIRECTIONS: readonly Point[] = [
  [1, 0],
  [0.8, 0.6],
  [5 / 13, 12 / 13],
  [0, 1],
  [-5 / 13, 12 / 13],
  [-0.8, 0.6],
];

function spokesOf([x, y]: Point, length: number, colour: Colour, random: SeededRandom): Part[] {
  const opacity = random.between(0.25, 0.6);
  return DIRECTIONS.map(([dx, dy]) => ({
    shape: bar([x - dx * length, y - dy * length], [x + dx * length, y + dy * length], 0.014),
    colour,
    opacity,
  }));
}

function frame(colour: Colour, tube: number, random: SeededRandom): Part[] {
  const stepThrough = random.chance(0.25);
  const topFrom: Point = stepThrough ? [-0.12, -0.18] : [-0.18, -0.4];
  const lines: [Point, Point][] = [
    [BOTTOM, SEAT],
    [BOTTOM, [0.34, -0.36]],
    [topFrom, [0.35, -0.42]],
    [BOTTOM, REAR],
    [REAR, topFrom],
    [HEAD, FRONT],
  ];
  const parts: Part[] = lines.map(([from, to]) => ({ shape: bar(from, to, tube), colour }));
  if (random.chance(0.2)) {
    parts.push({
      shape: bar([0, -0.05], [0.25, -0.3], random.between(0.1, 0.17)),
      colour: near(grey(0.15), 0.1, random),
    });
  }
  return parts;
}

function saddleAndHandlebar(tube: number, random: SeededRandom): Part[] {
  const dark = near(grey(0.12), 0.08, random);
  const steel = metal(random);
  const height = random.between(-0.62, -0.48);
  const parts: Part[] = [
    { shape: bar(SEAT, [-0.22, height], tube * 0.8), colour: steel },
    { shape: bar([-0.33, height], [-0.11, height + 0.01], random.between(0.05, 0.1)), colour: dark },
    { shape: bar(HEAD, [0.34, -0.56], tube * 0.8), colour: steel },
  ];
  const style = random.pick(['flat', 'racing', 'city']);
  if (style === 'racing') {
    parts.push(
      { shape: bar([0.34, -0.56], [0.5, -0.55], 0.04), colour: dark },
      { shape: bar([0.5, -0.55], [0.46, -0.4], 0.04), colour: dark },
    );
  } else if (style === 'city') parts.push({ shape: bar([0.35, -0.58], [0.2, -0.64], 0.045), colour: steel });
  else parts.push({ shape: bar([0.3, -0.57], [0.42, -0.6], 0.05), colour: dark });
  return parts;
}

function drive(random: SeededRandom): Part[] {
  const steel = scaled(metal(random), 0.8);
  return [
    { shape: ring(BOTTOM[0], BOTTOM[1], 0.09, 0.055), colour: steel },
    { shape: bar([BOTTOM[0], BOTTOM[1] + 0.05], [REAR[0], 0.03], 0.016), colour: grey(0.2) },
    { shape: bar([BOTTOM[0] - 0.04, BOTTOM[1] - 0.13], [BOTTOM[0] + 0.04, BOTTOM[1] + 0.15], 0.03), colour: steel },
  ];
}

function luggage(random: SeededRandom): Part[] {
  const parts: Part[] = [];
  const cloth = near(vehiclePaint(random), 0.1, random);
  if (random.chance(0.15))
    parts.push({ shape: polygon([-0.68, -0.32], [-0.34, -0.32], [-0.38, 0.03], [-0.64, 0.03]), colour: cloth });
  if (random.chance(0.18))
    parts.push({ shape: box(0.42, -0.55, 0.66, -0.34), colour: near([0.45, 0.33, 0.2], 0.1, random) });
  if (random.chance(0.06)) parts.push({ shape: box(-0.1, -0.36, 0.24, -0.02), colour: cloth, opacity: 0.9 });
  return parts;
}
