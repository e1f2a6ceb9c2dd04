import type { CaptureRecord } from '../../capture/capture-record';
import type { Row } from '../../capture/record-rows';
import { exchangedRows } from '../../table/capture-rows';
import type { CaptureFault } from '../tables/admit-capture';

/** The rows that a request held, and what was answered about each. */
export interface CapturedRows {
  readonly encoding: 'CSV' | 'JSON';
  readonly inputs: readonly Row[];
  /** As many as inputs; undefined where outputs are not captured. */
  readonly outputs: readonly Row[] | undefined;
}

/** The rows of a capture; a fault is a value. */
export function capturedRows(captureData: CaptureRecord['captureData']): CapturedRows | CaptureFault {
  try {
    const { input, output } = exchangedRows(captureData);
    if (input === undefined) return { fault: 'PayloadUnreadable', detail: 'the record holds no input of text' };
    const { encoding, rows: inputs } = input;
    if (output !== undefined && output.rows.length !== inputs.length)
      return {
        fault: 'RowCounts',
        detail: `the record has ${inputs.length} inputs and ${output.rows.length} outputs`,
      };
    return { encoding, inputs, outputs: output?.rows };
  } catch (error) {
    return { fault: 'PayloadUnreadable', detail: (error as Error).message };
  }
}
