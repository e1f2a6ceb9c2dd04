import type { SeededRandom } from '../../seeded-random';

/**
 * Smooth random unevenness (value noise): random levels on a grid, blended between its points by 3t² - 2t³.
 * @param cells grid cells per side; more cells, finer grain
 * @returns -1..1 for x and y in 0..1
 */
export function texture(cells: number, random: SeededRandom): (x: number, y: number) => number {
  const points = cells + 1;
  const levels = Float32Array.from({ length: points * points }, () => random.between(-1, 1));
  const ease = (share: number): number => share * share * (3 - 2 * share);
  return (x, y) => {
    const column = Math.min(cells - 1, Math.floor(x * cells));
    const row = Math.min(cells - 1, Math.floor(y * cells));
    const across = ease(x * cells - column);
    const down = ease(y * cells - row);
    const at = row * points + column;
    const top = levels[at]! + (levels[at + 1]! - levels[at]!) * across;
    const bottom = levels[at + points]! + (levels[at + points + 1]! - levels[at + points]!) * across;
    return top + (bottom - top) * down;
  };
}
