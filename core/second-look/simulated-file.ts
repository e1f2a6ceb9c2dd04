import { type GroundTruthRecord, groundTruthKey, groundTruthRecord } from '../capture/ground-truth-record';
import { GROUND_TRUTH_PREFIX } from '../contracts/storage-layout';
import type { LabelFile } from './label-file';

/** A ground-truth record that says it is made up. The service's tools read past the mark. */
export type SimulatedRecord = GroundTruthRecord & {
  readonly eventMetadata: { readonly eventId: string; readonly simulated: true };
};

/**
 * A file of made-up labels. Its name sorts before those of people's answers, so that of two labels of one inference in the same hour the person's is the later one.
 * @param part number of the file within the run, from 0.
 */
export function simulatedFile(
  labels: readonly { readonly inferenceId: string; readonly classIndex: number }[],
  collected: Date,
  seed: number,
  part: number,
): LabelFile {
  const name = `00-simulated-${seed}-${String(part).padStart(5, '0')}`;
  const lines = labels.map(({ inferenceId, classIndex }) => {
    const record = groundTruthRecord(inferenceId, classIndex);
    const marked: SimulatedRecord = { ...record, eventMetadata: { ...record.eventMetadata, simulated: true } };
    return `${JSON.stringify(marked)}\n`;
  });
  return { key: groundTruthKey(GROUND_TRUTH_PREFIX, collected, name), text: lines.join('') };
}
