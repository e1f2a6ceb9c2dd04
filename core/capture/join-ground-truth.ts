import { type CaptureRecord, payloadBytes } from './capture-record';
import type { GroundTruthRecord } from './ground-truth-record';
import { DistinctInferences, inferenceIdentity } from './inference-identity';
import { outputForEach, type Row, rowsOf } from './record-rows';

/** A capture with its label: the form of a merged file's line. */
export type MergedRecord = CaptureRecord & Pick<GroundTruthRecord, 'groundTruthData'>;

export interface GroundTruthJoin {
  readonly merged: readonly MergedRecord[];
  readonly counts: {
    readonly matched: number;
    /** Inferences that nobody has labelled. */
    readonly unlabelled: number;
    /** Labels of inferences that are not among the captures. */
    readonly orphans: number;
    /** Captures left out because their inference was there already. */
    readonly duplicateCaptures: number;
    /** Labels that a later label of the same inference has replaced. */
    readonly replacedLabels: number;
  };
}

/**
 * Joins captures with labels by inferenceId where the capture has one, else by eventId. Two captures of one inference are one; of two
 * labels of one inference the later counts, as a person who corrects an answer means it.
 */
export function joinGroundTruth(
  captures: Iterable<CaptureRecord>,
  labels: Iterable<GroundTruthRecord>,
): GroundTruthJoin {
  const byIdentity = new Map<string, GroundTruthRecord>();
  let given = 0;
  for (const label of labels) {
    given += 1;
    byIdentity.set(label.eventMetadata.eventId, label);
  }
  const distinct = new DistinctInferences();
  const merged: MergedRecord[] = [];
  let unlabelled = 0;
  for (const capture of captures) {
    if (!distinct.admit(capture)) continue;
    const label = byIdentity.get(inferenceIdentity(capture));
    if (label === undefined) unlabelled += 1;
    else merged.push({ ...capture, groundTruthData: label.groundTruthData });
  }
  const counts = {
    matched: merged.length,
    unlabelled,
    orphans: byIdentity.size - merged.length,
    duplicateCaptures: distinct.duplicates,
    replacedLabels: given - byIdentity.size,
  };
  return { merged, counts };
}

/** One prediction beside its label. */
export interface LabelledRow {
  readonly output: Row;
  readonly label: Row;
}

/** The rows of a merged record, joined by position; unequal counts are a fault that names the record. */
export function labelledRows(
  record: MergedRecord,
): { readonly rows: readonly LabelledRow[] } | { readonly fault: string } {
  const identity = inferenceIdentity(record);
  const { endpointOutput } = record.captureData;
  if (endpointOutput === undefined) return { fault: `The record of inference ${identity} holds no output.` };
  try {
    const { data, encoding } = record.groundTruthData;
    const labels = rowsOf(data, encoding, 'rows');
    const given = outputRows(endpointOutput.encoding, payloadBytes(endpointOutput).toString('utf8'));
    const outputs = outputForEach(given, labels.length);
    if (outputs.length !== labels.length) {
      return { fault: `Inference ${identity} has ${outputs.length} predictions and ${labels.length} labels.` };
    }
    return { rows: outputs.map((output, index) => ({ output, label: labels[index] })) };
  } catch (error) {
    return { fault: `The record of inference ${identity} is not readable: ${(error as Error).message}` };
  }
}

/** A BASE64 output hides what it is: JSON where it parses, else CSV. */
function outputRows(encoding: 'CSV' | 'JSON' | 'BASE64', text: string): readonly Row[] {
  if (encoding !== 'BASE64') return rowsOf(text, encoding, 'one-row');
  try {
    return rowsOf(text, 'JSON', 'one-row');
  } catch {
    return rowsOf(text, 'CSV', 'one-row');
  }
}
