import type { SampledRow } from '../sample/row-sample';
import { hashDistance, NEAR_DUPLICATE_BITS, type PerceptualHash } from './perceptual-hash';

/** How often a window shows the same picture again. */
export interface NearDuplicates {
  readonly images: number;
  /** Images that look like another of the window, one of each group of lookalikes not counted. */
  readonly duplicates: number;
  /** Share of the images, 0..1. */
  readonly share: number;
}

/** @param hashes of the window's images, each with how often it came (a sample where there are very many) */
export function nearDuplicates(hashes: readonly SampledRow<PerceptualHash>[]): NearDuplicates {
  const images = hashes.reduce((sum, { count }) => sum + count, 0);
  const parents = hashes.map((_, index) => index);
  const root = (index: number): number => {
    let at = index;
    while (parents[at] !== at) {
      parents[at] = parents[parents[at]!]!;
      at = parents[at]!;
    }
    return at;
  };
  for (let one = 1; one < hashes.length; one += 1)
    for (let other = 0; other < one; other += 1)
      if (hashDistance(hashes[one]!.row, hashes[other]!.row) <= NEAR_DUPLICATE_BITS) parents[root(one)] = root(other);
  const groups = new Set(hashes.map((_, index) => root(index))).size;
  const duplicates = images - groups;
  return { images, duplicates, share: images === 0 ? 0 : duplicates / images };
}
