/**
 * At most `count` of the points, evenly spaced, with the first and the last: a curve of a million points is no better than one of a
 * thousand.
 * @param count at least 2
 */
export function thinned<Point>(points: readonly Point[], count: number): readonly Point[] {
  if (points.length <= count) return points;
  return Array.from({ length: count }, (_, index) => points[Math.round((index * (points.length - 1)) / (count - 1))]!);
}
