import type { InferenceNetwork } from '../network/inference-network';
import { scoreBatch } from '../network/softmax';
import { UNCHANGED } from './augmentation';
import type { ImageSet } from './image-set';
import type { ImageWriter } from './image-writer';
import { RunningScore, type Score } from './score';

/** How a network does on a whole set of images, as it would serve them. */
export async function evaluate(
  network: InferenceNetwork,
  images: ImageSet,
  writer: ImageWriter,
  topK: number | undefined,
): Promise<Score> {
  const score = new RunningScore();
  for (let start = 0; start < images.count; start += network.batch) {
    const batch = Math.min(network.batch, images.count - start);
    for (let slot = 0; slot < batch; slot += 1) writer.write(start + slot, UNCHANGED, network.input, slot);
    network.run(batch);
    const labels = images.labels.subarray(start, start + batch);
    score.add(scoreBatch(network.probabilities, labels, batch, network.shape.classes, topK), batch);
    await turn();
  }
  return score.mean();
}

/** Lets the process notice a signal and write its log. */
export const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
