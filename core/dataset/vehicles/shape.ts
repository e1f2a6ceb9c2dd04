/** The smallest upright rectangle around a shape. */
export interface Bounds {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** A region of the plane; y grows downwards. */
export interface Shape {
  readonly bounds: Bounds;
  contains(x: number, y: number): boolean;
}

export type Point = readonly [x: number, y: number];

export function disc(x: number, y: number, radius: number): Shape {
  const square = radius * radius;
  return {
    bounds: { left: x - radius, top: y - radius, right: x + radius, bottom: y + radius },
    contains: (px, py) => (px - x) * (px - x) + (py - y) * (py - y) <= square,
  };
}

/** What lies between two circles. */
export function ring(x: number, y: number, outer: number, inner: number): Shape {
  const [outerSquare, innerSquare] = [outer * outer, inner * inner];
  return {
    bounds: { left: x - outer, top: y - outer, right: x + outer, bottom: y + outer },
    contains: (px, py) => {
      const square = (px - x) * (px - x) + (py - y) * (py - y);
      return square <= outerSquare && square >= innerSquare;
    },
  };
}

/** A straight line of some width with round ends. */
export function bar([fromX, fromY]: Point, [toX, toY]: Point, width: number): Shape {
  const half = width / 2;
  const [stepX, stepY] = [toX - fromX, toY - fromY];
  const length = stepX * stepX + stepY * stepY;
  return {
    bounds: {
      left: Math.min(fromX, toX) - half,
      top: Math.min(fromY, toY) - half,
      right: Math.max(fromX, toX) + half,
      bottom: Math.max(fromY, toY) + half,
    },
    contains: (px, py) => {
      const along = length === 0 ? 0 : ((px - fromX) * stepX + (py - fromY) * stepY) / length;
      const share = along < 0 ? 0 : along > 1 ? 1 : along;
      const [offX, offY] = [px - fromX - share * stepX, py - fromY - share * stepY];
      return offX * offX + offY * offY <= half * half;
    },
  };
}

/** A closed polygon; where it crosses itself, by the even-odd rule. */
export function polygon(...points: readonly Point[]): Shape {
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  return {
    bounds: { left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) },
    contains: (px, py) => {
      let inside = false;
      for (let here = 0, before = xs.length - 1; here < xs.length; before = here, here += 1) {
        const [y1, y2] = [ys[here]!, ys[before]!];
        if (y1 > py === y2 > py) continue;
        if (px < ((xs[before]! - xs[here]!) * (py - y1)) / (y2 - y1) + xs[here]!) inside = !inside;
      }
      return inside;
    },
  };
}

export const box = (left: number, top: number, right: number, bottom: number): Shape =>
  polygon([left, top], [right, top], [right, bottom], [left, bottom]);
