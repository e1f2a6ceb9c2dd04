import { decodeImage } from '../../image/decode-image';
import { flattenOnWhite } from '../../image/flatten-on-white';
import { AttributionState } from '../explainability/attribution-state';
import type { SampledRow } from '../sample/row-sample';
import type { RegionAttributions } from './check-attributions';
import { heatMapPng } from './heat-map';
import { heatMapPatches, type ImageModel, occlusionAttribution } from './occlusion-attribution';
import { OCCLUSION_REGIONS } from './occlusion-region';

/** A picture of what the model looked at. */
export interface HeatMap {
  readonly identity: string;
  /** Class index, and how sure the model is of it. */
  readonly predicted: number;
  readonly confidence: number;
  readonly png: Buffer;
}

export interface ExplainedImages {
  /** One label, the predicted class; features are the nine regions. */
  readonly state: AttributionState;
  /** The same image by image. */
  readonly attributions: RegionAttributions;
  /** What a model that sees nothing would say: one over the number of classes. */
  readonly expectedValue: readonly number[];
  /** Of the images that the model is least sure of, the least sure first. */
  readonly heatMaps: readonly HeatMap[];
}

export interface ExplainOptions {
  readonly classes: number;
  readonly seed: number;
  /** How many heat maps; each costs 64 questions. @default 0 */
  readonly heatMaps?: number;
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Explains images by covering their regions one after the other.
 * @param images base64; one that cannot be decoded is passed over
 */
export async function explainImages(
  model: ImageModel,
  images: readonly SampledRow<string>[],
  { classes, seed, heatMaps = 0, onProgress }: ExplainOptions,
): Promise<ExplainedImages> {
  const state = new AttributionState(OCCLUSION_REGIONS, 1, seed);
  const attributions: number[][] = [];
  const seen: { identity: string; data: string; confidence: number }[] = [];
  for (const [index, { identity, row }] of images.entries()) {
    onProgress?.(index, images.length);
    const image = decoded(row);
    if (image === undefined) continue;
    const { values, confidence } = await occlusionAttribution(model, image);
    state.add(identity, [values]);
    attributions.push(values.map(Math.abs));
    seen.push({ identity, data: row, confidence });
  }
  const worst = seen.sort((one, other) => one.confidence - other.confidence).slice(0, heatMaps);
  const maps: HeatMap[] = [];
  for (const { identity, data } of worst) {
    const image = decoded(data)!;
    const { values, predicted, confidence } = await occlusionAttribution(model, image, heatMapPatches(image));
    maps.push({ identity, predicted, confidence, png: heatMapPng(image, values) });
  }
  return { state, attributions, expectedValue: [1 / classes], heatMaps: maps };
}

function decoded(base64: string) {
  try {
    return flattenOnWhite(decodeImage(Buffer.from(base64, 'base64')));
  } catch {
    return undefined;
  }
}
