import type { SeededRandom } from '../../seeded-random';
import type { Canvas, Part } from './canvas';
import { grey, metal, near, rubber, vehiclePaint } from './colour';
import { bar, box, disc, polygon, ring } from './shape';

/** Things that stand about in a yard; some have a vehicle's lines and circles. Coordinates in samples. */
export function clutter(side: number, random: SeededRandom): Part {
  const x = random.between(0, side);
  const y = random.between(side * 0.2, side);
  const size = random.between(6, 26);
  const colour = vehiclePaint(random);
  switch (random.below(6)) {
    case 0:
      return { shape: bar([x, 0], [x + random.between(-6, 6), y], random.between(2, 7)), colour: metal(random) };
    case 1:
      return { shape: ring(x, y, size, size * random.between(0.6, 0.85)), colour: rubber(random) };
    case 2:
      return { shape: box(x, y - size, x + size * random.between(0.6, 2), y), colour };
    case 3:
      return { shape: disc(x, y, size * 0.7), colour: near([0.25, 0.42, 0.2], 0.12, random) };
    case 4:
      return { shape: polygon([x, y], [x + size, y - random.between(0, 2 * size)], [x + 1.6 * size, y]), colour };
    default:
      return {
        shape: bar([x, y], [x + random.between(-50, 50), y + random.between(-40, 40)], random.between(2, 8)),
        colour,
      };
  }
}

/** Something between camera and vehicle: a post, a crate, a hedge, a passer-by. Covers part of the middle of the picture. */
export function paintOccluder(canvas: Canvas, random: SeededRandom): void {
  const { side } = canvas;
  const x = random.between(side * 0.05, side * 0.95);
  const colour = random.chance(0.5) ? vehiclePaint(random) : near(grey(0.4), 0.25, random);
  const kind = random.below(4);
  if (kind === 0)
    canvas.paint({ shape: bar([x, 0], [x + random.between(-8, 8), side], random.between(4, 14)), colour });
  else if (kind === 1) {
    const width = random.between(side * 0.15, side * 0.45);
    canvas.paint({ shape: box(x - width / 2, random.between(side * 0.35, side * 0.8), x + width / 2, side), colour });
  } else if (kind === 2) {
    const height = random.between(side * 0.65, side * 0.9);
    for (let bush = 0; bush < 7; bush += 1) {
      const at = disc(random.between(0, side), random.between(height, side), random.between(8, 18));
      canvas.paint({ shape: at, colour: near([0.22, 0.38, 0.16], 0.1, random), opacity: 0.95 });
    }
  } else {
    const top = random.between(side * 0.15, side * 0.4);
    canvas.paint({ shape: bar([x, top + 26], [x, side * 0.7], 20), colour });
    canvas.paint({
      shape: bar([x, side * 0.68], [x + random.between(-6, 6), side], 14),
      colour: near(grey(0.2), 0.1, random),
    });
    canvas.paint({ shape: disc(x, top + 8, 8), colour: [0.78, 0.58, 0.46] });
  }
}
