import { readGroundTruth } from '../../capture/ground-truth-record';
import { inferenceIdentity } from '../../capture/inference-identity';
import { labelledRows } from '../../capture/join-ground-truth';
import type { LabelIndex } from '../../capture/label-index';
import { captureRecordOf } from '../../capture/read-capture-records';
import { type CaptureFilter, filterCapture } from '../../table/capture-filter';
import type { FaultList } from '../../table/fault-list';
import { hashOf } from '../../table/inference-ids';
import { LineReader } from '../../table/line-reader';
import type { TableReader } from '../../table/table-reader';
import type { ModelQualityState } from './model-quality-state';
import { readPrediction } from './read-prediction';

/** A reader of one ground-truth file. */
export function openLabels(file: string, labels: LabelIndex, faults: FaultList): TableReader {
  return new LineReader(file, faults, (bytes, from, to, line, isCut) => {
    for (const entry of readGroundTruth([bytes.toString('utf8', from, to)], file)) {
      if ('record' in entry) labels.add(entry.record);
      else
        faults.add(
          isCut ? 'CutOff' : 'NotGroundTruth',
          isCut ? 'the file ends within a record' : entry.fault,
          file,
          line,
        );
    }
  });
}

/** A reader of one capture file whose inferences meet their labels; all labels must be there before it begins. */
export function openLabelledCaptures(
  file: string,
  labels: LabelIndex,
  state: ModelQualityState,
  filter: CaptureFilter = {},
): TableReader {
  state.labels = { size: labels.size, replaced: labels.replaced };
  const { faults, counts, inferences } = state.reading;
  return new LineReader(file, faults, (bytes, from, to, line, isCut) => {
    const text = bytes.toString('utf8', from, to);
    if (text.trim() === '') return;
    const value = parsed(text);
    const read = value === undefined ? undefined : captureRecordOf(value);
    if (read === undefined || 'fault' in read) {
      counts.rows += 1;
      if (read !== undefined) faults.add('NotCapture', read.fault, file, line);
      else if (isCut) faults.add('CutOff', 'the file ends within a record', file, line);
      else faults.add('NotJson', 'the line is no JSON', file, line);
      return;
    }
    const { record } = read;
    const left = filterCapture(record.eventMetadata, filter);
    const identity = inferenceIdentity(record);
    if (left !== undefined) counts[left] += 1;
    else if (!inferences.admit(identity)) counts.duplicates += 1;
    else takeRecord();

    function takeRecord(): void {
      const groundTruthData = labels.find(identity);
      counts.rows += 1;
      if (groundTruthData === undefined) {
        state.unlabelled += 1;
        return;
      }
      state.matched += 1;
      const joined = labelledRows({ ...record, groundTruthData });
      if ('fault' in joined) {
        faults.add('RowCounts', joined.fault, file, line);
        return;
      }
      counts.rows += joined.rows.length - 1;
      joined.rows.forEach((row, index) => {
        const prediction = readPrediction(row, state.problem);
        if ('fault' in prediction) {
          faults.add('LabelUnreadable', prediction.fault, file, line);
          return;
        }
        counts.usedRows += 1;
        state.add(prediction, hashOf(`${identity}#${index}`, state.seed));
      });
    }
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
