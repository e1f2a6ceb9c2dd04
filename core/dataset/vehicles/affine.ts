/** x' = xx x + xy y + dx, y' = yx x + yy y + dy. */
export interface Affine {
  readonly xx: number;
  readonly xy: number;
  readonly yx: number;
  readonly yy: number;
  readonly dx: number;
  readonly dy: number;
}

/** How a vehicle stands in the picture. */
export interface Pose {
  /** 1 or -1: drives to the right or to the left. */
  readonly facing: 1 | -1;
  /** Width seen / true width: 1 from the side, towards 0 from the front. */
  readonly squash: number;
  /** Tangent of half the angle of rotation: t gives the angle 2 atan t, positive clockwise on the screen. */
  readonly halfTurn: number;
  /** Perspective: how far x moves with y. */
  readonly shear: number;
  /** Samples per unit of the vehicle. */
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

/**
 * The map from a vehicle's own coordinates to the canvas. The rotation is rational, cos = (1-t²)/(1+t²) and sin = 2t/(1+t²), because
 * the last bit of Math.sin differs between JavaScript engines and the same seed must give the same pixels everywhere.
 */
export function poseToAffine({ facing, squash, halfTurn, shear, scale, x, y }: Pose): Affine {
  const square = halfTurn * halfTurn;
  const cos = (1 - square) / (1 + square);
  const sin = (2 * halfTurn) / (1 + square);
  const width = facing * squash * scale;
  return {
    xx: cos * width,
    xy: cos * shear * scale - sin * scale,
    yx: sin * width,
    yy: sin * shear * scale + cos * scale,
    dx: x,
    dy: y,
  };
}

/** @throws RangeError where the map is flat and has no inverse */
export function invert({ xx, xy, yx, yy, dx, dy }: Affine): Affine {
  const determinant = xx * yy - xy * yx;
  if (determinant === 0) throw new RangeError('A flat affine map has no inverse.');
  const inverse = { xx: yy / determinant, xy: -xy / determinant, yx: -yx / determinant, yy: xx / determinant };
  return {
    ...inverse,
    dx: -(inverse.xx * dx + inverse.xy * dy),
    dy: -(inverse.yx * dx + inverse.yy * dy),
  };
}

export const IDENTITY: Affine = { xx: 1, xy: 0, yx: 0, yy: 1, dx: 0, dy: 0 };
