import { PutObjectCommand } from '@aws-sdk/client-s3';
import type { CaptureWindow } from '../../core/capture/capture-window';
import { groundTruthKey, groundTruthRecord } from '../../core/capture/ground-truth-record';
import { GROUND_TRUTH_PREFIX } from '../../core/contracts/storage-layout';
import { SeededRandom } from '../../core/seeded-random';
import type { PairTarget } from './pair-target';
import { readRequests } from './pair-traffic';
import type { RunFolder } from './run-folder';

export interface LabelPairs {
  readonly window: CaptureWindow;
  /** Share of pairs whose labels are turned round, as if people had come to judge otherwise: 0..1. */
  readonly flip: number;
  readonly seed: number;
  /** When the labels are collected. */
  readonly collected: Date;
}

/**
 * Uploads the known labels of the pairs that were sent in a window as ground truth, in one file of the hour that they are collected in.
 * @returns how many
 */
export async function labelPairs(
  { clients, outputs }: PairTarget,
  folder: RunFolder,
  { window, flip, seed, collected }: LabelPairs,
): Promise<number> {
  const requests = readRequests(folder).filter(
    ({ time }) => window.from <= new Date(time) && new Date(time) < window.to,
  );
  if (requests.length === 0) return 0;
  const lines = requests.map(({ inferenceId, label, first, second }) => {
    const turned = new SeededRandom(seed, 'flip', first, second).chance(flip);
    return `${JSON.stringify(groundTruthRecord(inferenceId, turned ? 1 - label : label))}\n`;
  });
  const name = `pairs-${window.from.getTime()}-${collected.getTime()}`;
  await clients.s3.send(
    new PutObjectCommand({
      Bucket: outputs.get('CaptureBucket'),
      Key: groundTruthKey(GROUND_TRUTH_PREFIX, collected, name),
      Body: lines.join(''),
      ContentType: 'application/jsonlines',
    }),
  );
  return requests.length;
}
