import { createHash } from 'node:crypto';
import { encodeCustomAttributes } from '../../core/contracts/custom-attributes';
import { INFERENCE_ID_CHARACTERS } from '../../core/contracts/limits';
import { encodePng } from '../../core/image/encode-png';
import { parseProbabilities } from '../../core/inference/parse-probabilities';
import type { ImageModel } from '../../core/monitoring/occlusion/occlusion-attribution';
import type { ModelEndpoint } from '../adapters/model-endpoint';

/** Questions at a time: few, for the endpoint has traffic to answer. */
const PARALLEL_QUESTIONS = 4;

/** The live endpoint as a model to be explained. Its questions say that they are no traffic, so that no monitor takes them for some. */
export const endpointModel =
  (endpoint: ModelEndpoint, classes: number): ImageModel =>
  async (images) => {
    const customAttributes = encodeCustomAttributes({ purpose: 'explain', metadata: {} });
    const answers: number[][] = [];
    for (let at = 0; at < images.length; at += PARALLEL_QUESTIONS) {
      const asked = images.slice(at, at + PARALLEL_QUESTIONS).map(async ({ rgba, width, height }) => {
        const image = encodePng(rgba, width, height);
        const inferenceId = createHash('sha256').update(image).digest('hex').slice(0, INFERENCE_ID_CHARACTERS);
        const { body } = await endpoint.invoke({ image, contentType: 'image/png', inferenceId, customAttributes });
        return parseProbabilities(body.toString('utf8'), classes);
      });
      answers.push(...(await Promise.all(asked)));
    }
    return answers;
  };
