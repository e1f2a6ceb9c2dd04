import type { SeededRandom } from '../../seeded-random';

/** How a camera renders what it sees. */
export interface CameraLook {
  readonly name: string;
  /** Gains of red, green and blue. */
  readonly tint: readonly [red: number, green: number, blue: number];
  /** Standard deviation of the sensor's noise at the least; levels 0..1. */
  readonly noise: number;
  /** Blur at the least: share of each neighbour in a three-pixel kernel, 0..0.25. */
  readonly blur: number;
}

/** What stands behind the vehicles of a site. */
export type Backdrop = 'sky' | 'brick' | 'hedge' | 'water' | 'containers' | 'studio';

/** A loading bay: where pictures are taken, and by which cameras. The look differs mildly; vehicles and poses do not. */
export interface Site {
  readonly name: string;
  readonly cameras: readonly CameraLook[];
  /** Drawn from with equal chances; repeated names count more. */
  readonly backdrops: readonly Backdrop[];
  /** Grey level of the ground on average. */
  readonly ground: number;
}

const SITES: readonly Site[] = [
  {
    name: 'north',
    cameras: [
      { name: 'gate-1', tint: [0.96, 1, 1.06], noise: 0.012, blur: 0.03 },
      { name: 'gate-2', tint: [1, 1, 1], noise: 0.025, blur: 0.09 },
    ],
    backdrops: ['sky', 'brick', 'brick', 'studio'],
    ground: 0.42,
  },
  {
    name: 'south',
    cameras: [
      { name: 'gate-1', tint: [1.07, 1.01, 0.92], noise: 0.01, blur: 0.02 },
      { name: 'yard-1', tint: [1.03, 1, 0.97], noise: 0.03, blur: 0.06 },
    ],
    backdrops: ['sky', 'hedge', 'hedge', 'studio'],
    ground: 0.58,
  },
  {
    name: 'harbour',
    cameras: [
      { name: 'quay-1', tint: [0.95, 1.01, 1.04], noise: 0.018, blur: 0.05 },
      { name: 'quay-2', tint: [0.98, 1.03, 0.98], noise: 0.035, blur: 0.1 },
    ],
    backdrops: ['sky', 'water', 'containers', 'containers'],
    ground: 0.5,
  },
];

export interface Viewpoint {
  readonly site: Site;
  readonly camera: CameraLook;
}

export function anyViewpoint(random: SeededRandom): Viewpoint {
  const site = random.pick(SITES);
  return { site, camera: random.pick(site.cameras) };
}
