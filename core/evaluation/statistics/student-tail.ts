import { incompleteBeta } from './incomplete-beta';

/**
 * How likely a value of Student's distribution is at least this large: I_x(ν/2, 1/2) / 2 with x = ν / (ν + t²) for t ≥ 0.
 * @param degrees ν above 0, not necessarily whole
 * @see https://dlmf.nist.gov/8.17#E1, Abramowitz and Stegun 26.7.1
 */
export function studentTail(t: number, degrees: number): number {
  const half = incompleteBeta(degrees / (degrees + t * t), degrees / 2, 0.5) / 2;
  return t >= 0 ? half : 1 - half;
}
