import type { SeededRandom } from '../../seeded-random';
import { type Pose, poseToAffine } from './affine';
import { paintBackground } from './background';
import { bicycle } from './bicycle';
import { Canvas, type Part } from './canvas';
import { clutter, paintOccluder } from './clutter';
import { grey } from './colour';
import { motorcycle } from './motorcycle';
import { photograph } from './photograph';
import { pickupTruck } from './pickup-truck';
import { rider } from './rider';
import { disc } from './shape';
import type { Viewpoint } from './site';

/** Side of a synthetic image, as in CIFAR. Pixels. */
export const VEHICLE_IMAGE_PIXELS = 32;

/** What can be drawn, in the order of the default classes. */
export const VEHICLE_KINDS = ['bicycle', 'motorcycle', 'pickup_truck'] as const;
export type VehicleKind = (typeof VEHICLE_KINDS)[number];

const DRAW: Readonly<Record<VehicleKind, (random: SeededRandom) => Part[]>> = {
  bicycle,
  motorcycle,
  pickup_truck: pickupTruck,
};

/**
 * One photograph of a vehicle that never was. Everything but the vehicle itself (place, pose, light, camera, what stands in front of
 * it and behind it) is drawn from the same distributions for every kind, so that only its shape tells what it is.
 * @returns 32 x 32 x 4, RGBA, opaque
 */
export function vehicleImage(kind: VehicleKind, { site, camera }: Viewpoint, random: SeededRandom): Uint8Array {
  const canvas = new Canvas(VEHICLE_IMAGE_PIXELS);
  const pose = anyPose(canvas.side, random);
  paintBackground(
    canvas,
    site,
    Math.min(0.9, Math.max(0.1, pose.y / canvas.side + random.between(-0.35, 0.15))),
    random,
  );
  for (let count = random.below(4); count > 0; count -= 1) canvas.paint(clutter(canvas.side, random));
  const place = poseToAffine(pose);
  canvas.paint({ shape: disc(0, 0, 1), colour: grey(0.08), opacity: random.between(0, 0.55) }, shadow(pose));
  for (const part of DRAW[kind](random)) canvas.paint(part, place);
  if (kind !== 'pickup_truck' && random.chance(0.3)) for (const part of rider(random)) canvas.paint(part, place);
  for (let count = OCCLUDERS[random.below(OCCLUDERS.length)]!; count > 0; count -= 1) paintOccluder(canvas, random);
  return photograph(canvas.downsample(), canvas.pixels, camera, random);
}

/** How many things stand in front: none in most pictures. */
const OCCLUDERS = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1] as const;

function anyPose(side: number, random: SeededRandom): Pose {
  const frontal = random.chance(0.12);
  return {
    facing: random.chance(0.5) ? 1 : -1,
    squash: frontal ? random.between(0.4, 0.65) : random.between(0.7, 1),
    halfTurn: random.bell() * 0.07,
    shear: random.bell() * 0.12,
    scale: side * random.between(0.45, 0.6),
    x: side * (0.5 + random.bell() * 0.05),
    y: side * (0.64 + random.bell() * 0.05),
  };
}

/** The map of the unit disc to a flat ellipse under the wheels. */
function shadow({ squash, scale, x, y }: Pose): Parameters<Canvas['paint']>[1] {
  return { xx: scale * squash * 0.85, xy: 0, yx: 0, yy: scale * 0.1, dx: x, dy: y + scale * 0.32 };
}
