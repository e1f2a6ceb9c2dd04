import type { CaptureRecord } from '../../capture/capture-record';
import { inferenceIdentity } from '../../capture/inference-identity';
import { captureRecordOf } from '../../capture/read-capture-records';
import { type CaptureFilter, filterCapture } from '../../table/capture-filter';
import type { FaultName } from '../../table/fault-list';
import type { Reading } from '../../table/reading';

/** What is wrong with a line of captures. */
export interface CaptureFault {
  readonly fault: FaultName;
  readonly detail: string;
}

export interface AdmittedCapture {
  readonly record: CaptureRecord;
  readonly identity: string;
}

/**
 * One line of a capture file, where it belongs to the window: of the purpose and time that the filter wants, and of an inference that was not there yet.
 * What is left out is counted in the reading.
 * @param isCut whether the file ended within the line
 * @returns undefined for a record that is left out
 */
export function admitCapture(
  text: string,
  isCut: boolean,
  { counts, inferences }: Reading,
  filter: CaptureFilter,
): AdmittedCapture | CaptureFault | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (isCut) return { fault: 'CutOff', detail: 'the file ends within a record' };
    return { fault: 'NotJson', detail: (error as Error).message };
  }
  const read = captureRecordOf(value);
  if ('fault' in read) return { fault: 'NotCapture', detail: read.fault };
  const { record } = read;
  const identity = inferenceIdentity(record);
  const left = filterCapture(record.eventMetadata, filter);
  if (left !== undefined) counts[left] += 1;
  else if (!inferences.admit(identity)) counts.duplicates += 1;
  else return { record, identity };
  return undefined;
}
