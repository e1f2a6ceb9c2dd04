const MAX_DECIMALS = 17;
const MIN_DECIMALS = 2;

/**
 * The number with the fewest decimals (at least two may be used) above `above` and at most `most`; the largest of these. As a threshold it
 * accepts the same rows as `most` does, where no confidence lies in between, and can be read, written down and typed.
 */
export function shortNumber(above: number, most: number): number {
  for (let decimals = MIN_DECIMALS; decimals <= MAX_DECIMALS; decimals += 1) {
    const scale = 10 ** decimals;
    const rounded = Number((Math.floor(most * scale) / scale).toFixed(decimals));
    if (rounded > above && rounded <= most) return rounded;
  }
  return most;
}
