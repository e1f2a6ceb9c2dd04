import type { SeededRandom } from '../../seeded-random';
import type { Part } from './canvas';
import { grey, near, scaled, vehiclePaint } from './colour';
import { bar, disc, type Point } from './shape';

/** A person on a bicycle or motorcycle, the same for both, so that a rider tells nothing about the vehicle. */
export function rider(random: SeededRandom): Part[] {
  const jacket = vehiclePaint(random);
  const trousers = near(grey(0.2), 0.15, random);
  const lean = random.between(-0.02, 0.22);
  const shoulder: Point = [-0.12 + lean, -0.96 + lean * 0.6];
  const knee: Point = [0.06, -0.26];
  return [
    { shape: bar([-0.22, -0.52], knee, 0.14), colour: trousers },
    { shape: bar(knee, [-0.04, 0.12], 0.11), colour: scaled(trousers, 0.8) },
    { shape: bar([-0.22, -0.56], shoulder, random.between(0.2, 0.28)), colour: jacket },
    { shape: bar(shoulder, [0.28, -0.58], 0.09), colour: scaled(jacket, 0.85) },
    {
      shape: disc(shoulder[0] + 0.06, shoulder[1] - 0.16, random.between(0.1, 0.14)),
      colour: random.chance(0.5) ? vehiclePaint(random) : [0.78, 0.58, 0.46],
    },
  ];
}
