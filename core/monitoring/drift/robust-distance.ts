/** The correction for the sizes of both samples: 1.8 √((n + m) / (n m)). */
const noiseOf = (n: number, m: number): number => 1.8 * Math.sqrt((n + m) / (n * m));

/** `max(0, simple - 1.8 √((n + m) / (n m)))`: a distance that samples of these sizes show by chance counts for nothing. */
export const robustDistance = (simple: number, n: number, m: number): number => Math.max(0, simple - noiseOf(n, m));

/** The smallest simple distance whose robust distance reaches the threshold; above 1 nothing can. */
export const smallestAlarmingDistance = (
  method: 'Simple' | 'Robust',
  threshold: number,
  n: number,
  m: number,
): number => (method === 'Robust' ? threshold + noiseOf(n, m) : threshold);
