import type { SeededRandom } from '../../seeded-random';

/**
 * Smooth random unevenness (value noise): random levels on a grid, blended between its points by 3t² - 2t³.
 * @param cells grid cells per side; more cells, finer grain
 * @returns -1..1 for 0 <= x < 1 and 0 <= y < 1
 */
export function texture(cells: number, random: SeededRandom): (x: number, y: number) => number {
  const points = cells + 1;
  const levels = Float32Array.from({ length: points * points }, () => random.between(-1, 1));
  return (x, y) => {
    const column = (x * cells) | 0;
    const row = (y * cells) | 0;
    const right = x * cells - column;
    const below = y * cells - row;
    const across = right * right * (3 - 2 * right);
    const down = below * below * (3 - 2 * below);
    const at = row * points + column;
    const top = levels[at]! + (levels[at + 1]! - levels[at]!) * across;
    const bottom = levels[at + points]! + (levels[at + points + 1]! - levels[at + points]!) * across;
    return top + (bottom - top) * down;
  };
}
