import { randomUUID } from 'node:crypto';
import { encodePng } from '../../core/image/encode-png';
import type { ImageModel } from '../../core/monitoring/occlusion/occlusion-attribution';
import { askPatiently } from '../endpoint/ask-patiently';
import type { ServedModel } from '../endpoint/served-model';
import { inParallel } from '../parallel';

/** Questions at a time: few, for the endpoint may have traffic to answer. */
const PARALLEL = 8;

/** The served model as one to be explained; its questions are marked `purpose=explain`. */
export const servedImageModel =
  (served: ServedModel, signal: AbortSignal): ImageModel =>
  (images) =>
    inParallel(images, PARALLEL, async ({ rgba, width, height }) => {
      const image = { bytes: encodePng(rgba, width, height), metadata: {} };
      return (await askPatiently(served, { image, purpose: 'explain', inferenceId: randomUUID(), signal })).inferences;
    });
