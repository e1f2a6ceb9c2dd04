/** Regions of an image, named as a person would: the features of an image for the monitor of explainability. */
export const OCCLUSION_REGIONS = [
  'top-left',
  'top',
  'top-right',
  'left',
  'centre',
  'right',
  'bottom-left',
  'bottom',
  'bottom-right',
] as const;
export type OcclusionRegion = (typeof OCCLUSION_REGIONS)[number];

/** Pixels `left` to `right`, `top` to `bottom`, the latter two exclusive. */
export interface Patch {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** A grid of patches that cover an image, row by row; none is empty where the image has at least `columns` x `rows` pixels. */
export function patches(width: number, height: number, columns: number, rows: number): Patch[] {
  const edge = (length: number, part: number, parts: number): number => Math.round((length * part) / parts);
  return Array.from({ length: rows * columns }, (_, index) => {
    const [row, column] = [Math.floor(index / columns), index % columns];
    return {
      left: edge(width, column, columns),
      right: edge(width, column + 1, columns),
      top: edge(height, row, rows),
      bottom: edge(height, row + 1, rows),
    };
  });
}

/** The nine regions, in the order of `OCCLUSION_REGIONS`. */
export const regionPatches = (width: number, height: number): Patch[] => patches(width, height, 3, 3);
