/** Coefficients B(2k) / (2k (2k - 1)) of Stirling's series, k = 1.. */
const STIRLING = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360_360, 1 / 156];
/** From here on seven terms of the series are exact to the last bit of a double. */
const SERIES_FROM = 15;

/**
 * ln Γ(x) for x > 0: Stirling's series (DLMF 5.11.1), after Γ(x) = Γ(x + 1) / x has brought small x up.
 */
export function logGamma(x: number): number {
  let product = 1;
  let shifted = x;
  while (shifted < SERIES_FROM) {
    product *= shifted;
    shifted += 1;
  }
  const inverseSquare = 1 / (shifted * shifted);
  const series = STIRLING.reduceRight((sum, coefficient) => sum * inverseSquare + coefficient, 0) / shifted;
  return (shifted - 0.5) * Math.log(shifted) - shifted + 0.5 * Math.log(2 * Math.PI) + series - Math.log(product);
}
