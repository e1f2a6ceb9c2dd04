import type { SeededRandom } from '../../seeded-random';
import type { Canvas } from './canvas';
import { type Colour, grey, mix, near, scaled } from './colour';
import { bar, box } from './shape';
import type { Backdrop, Site } from './site';
import { texture } from './texture';

/**
 * Paints what lies behind a vehicle: a backdrop above the horizon, ground below it, both uneven.
 * @param horizon 0..1 from the top
 */
export function paintBackground(canvas: Canvas, site: Site, horizon: number, random: SeededRandom): void {
  const backdrop = random.pick(site.backdrops);
  const above = BACKDROPS[backdrop](random);
  const level = site.ground + random.between(-0.25, 0.25);
  const ground = backdrop === 'studio' ? mix(above.low, grey(level), 0.15) : near(grey(level), 0.07, random);
  const coarse = texture(3 + random.below(3), random);
  const fine = texture(18, random);
  const roughness = random.between(0.03, 0.16);
  const grain = random.between(0.02, 0.12);
  canvas.fill(
    (y) => {
      if (y < horizon) return mix(above.high, above.low, y / horizon);
      return scaled(ground, 0.85 + (0.3 * (y - horizon)) / (1 - horizon));
    },
    (x, y) => coarse(x, y) * roughness + fine(x, y) * grain,
  );
  above.details?.(canvas, horizon * canvas.side);
  if (random.chance(0.35)) paintRoadMarking(canvas, horizon * canvas.side, random);
}

interface BackdropLook {
  /** Colours at the top of the picture and at the horizon. */
  readonly high: Colour;
  readonly low: Colour;
  readonly details?: (canvas: Canvas, horizon: number) => void;
}

const BACKDROPS: Readonly<Record<Backdrop, (random: SeededRandom) => BackdropLook>> = {
  sky: (random) => {
    const low = grey(random.between(0.55, 0.95));
    return { high: mix(low, [0.35, 0.55, 0.85], random.between(0, 0.9)), low };
  },
  studio: (random) => {
    const low = grey(random.between(0.8, 1));
    return { high: low, low };
  },
  water: (random) => ({
    high: near([0.6, 0.7, 0.8], 0.12, random),
    low: near([0.2, 0.36, 0.45], 0.12, random),
  }),
  hedge: (random) => {
    const green = near([0.22, 0.4, 0.16], 0.12, random);
    return { high: random.chance(0.4) ? near([0.7, 0.8, 0.9], 0.1, random) : green, low: scaled(green, 0.8) };
  },
  brick: (random) => {
    const wall = near([0.52, 0.32, 0.25], 0.14, random);
    const course = 6 + random.below(8);
    return {
      high: wall,
      low: scaled(wall, 0.85),
      details: (canvas, horizon) => {
        for (let y = course; y < horizon; y += course) {
          canvas.paint({ shape: box(0, y, canvas.side, y + 1), colour: scaled(wall, 1.35), opacity: 0.5 });
        }
      },
    };
  },
  containers: (random) => {
    const edges = [0, random.between(25, 60), random.between(70, 105), 128];
    const colours = edges.map(() => near(random.pick(CONTAINER_COLOURS), 0.12, random));
    const top = random.between(0, 30);
    const sky = near([0.65, 0.72, 0.8], 0.12, random);
    return {
      high: sky,
      low: sky,
      details: (canvas, horizon) => {
        for (let index = 0; index + 1 < edges.length; index += 1) {
          const colour = colours[index]!;
          const [left, right] = [edges[index]!, edges[index + 1]!];
          canvas.paint({ shape: box(left, top, right, horizon), colour });
          for (let x = left + 3; x < right; x += 6) {
            canvas.paint({ shape: box(x, top, x + 2, horizon), colour: scaled(colour, 0.75), opacity: 0.7 });
          }
        }
      },
    };
  },
};

const CONTAINER_COLOURS: readonly Colour[] = [
  [0.6, 0.2, 0.15],
  [0.15, 0.3, 0.5],
  [0.2, 0.42, 0.32],
  [0.75, 0.6, 0.25],
  [0.6, 0.6, 0.6],
];

function paintRoadMarking(canvas: Canvas, horizon: number, random: SeededRandom): void {
  const y = random.between(horizon, canvas.side);
  const slope = random.between(-20, 20);
  const colour: Colour = random.chance(0.6) ? grey(0.9) : [0.9, 0.75, 0.2];
  canvas.paint({ shape: bar([0, y], [canvas.side, y + slope], random.between(2, 6)), colour, opacity: 0.7 });
}
