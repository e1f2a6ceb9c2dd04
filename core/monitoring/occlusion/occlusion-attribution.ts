import type { RgbaImage } from '../../image/rgba-image';
import { argmax } from '../../inference/argmax';
import { occlude } from './occlude';
import { type Patch, patches, regionPatches } from './occlusion-region';

/** A model of images as an explanation needs it: probabilities in class order, for each image, in order. In process, or a shadow endpoint. */
export type ImageModel = (images: readonly RgbaImage[]) => Promise<readonly (readonly number[])[]>;

/** How much each patch adds to the probability of the class that the model predicts. */
export interface OcclusionAttribution {
  readonly predicted: number;
  /** Probability of the predicted class for the whole image, 0..1. */
  readonly confidence: number;
  /** That probability less the one with the patch covered, patch by patch: -1..1. */
  readonly values: readonly number[];
}

/**
 * Covers one patch after the other and looks how sure the model still is.
 * @see Zeiler and Fergus (2014), "Visualizing and Understanding Convolutional Networks", section 4.2: https://arxiv.org/abs/1311.2901
 */
export async function occlusionAttribution(
  model: ImageModel,
  image: RgbaImage,
  grid: readonly Patch[] = regionPatches(image.width, image.height),
): Promise<OcclusionAttribution> {
  const [whole, ...covered] = await model([image, ...grid.map((patch) => occlude(image, patch))]);
  const predicted = argmax(whole!);
  const confidence = whole![predicted]!;
  return { predicted, confidence, values: covered.map((probabilities) => confidence - probabilities[predicted]!) };
}

/** Patches along the longer side of a heat map. */
const HEAT_MAP_PATCHES = 8;

/** A grid fine enough for a picture: near-square patches, eight along the longer side, never smaller than a pixel. */
export function heatMapGrid({ width, height }: RgbaImage): { readonly columns: number; readonly rows: number } {
  const side = Math.max(width, height) / HEAT_MAP_PATCHES;
  const parts = (length: number): number => Math.max(1, Math.min(length, Math.round(length / side)));
  return { columns: parts(width), rows: parts(height) };
}

export const heatMapPatches = (image: RgbaImage): Patch[] => {
  const { columns, rows } = heatMapGrid(image);
  return patches(image.width, image.height, columns, rows);
};
