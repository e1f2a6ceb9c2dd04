import { TestDataInvalid } from '../evaluation-error';
import type { TableRow } from './test-rows';

export interface RequestLimits {
  readonly rows: number;
  readonly bytes: number;
}

/**
 * Cuts rows into requests that keep to both limits: as many rows as allowed, fewer where they are long. Lines are separated by one byte.
 * @throws TestDataInvalid naming the line of a row that no request can hold
 */
export function requestBatches(rows: readonly TableRow[], limits: RequestLimits): (readonly TableRow[])[] {
  const batches: TableRow[][] = [];
  let bytes = 0;
  for (const row of rows) {
    const length = Buffer.byteLength(row.payload);
    if (length > limits.bytes) {
      throw new TestDataInvalid(
        `The row of line ${row.line} has ${length} bytes; the endpoint takes at most ${limits.bytes} in a request.`,
      );
    }
    const current = batches.at(-1);
    if (current === undefined || current.length === limits.rows || bytes + 1 + length > limits.bytes) {
      batches.push([row]);
      bytes = length;
    } else {
      current.push(row);
      bytes += 1 + length;
    }
  }
  return batches;
}

/** The body of a request: one line a row. */
export const requestBody = (rows: readonly TableRow[]): string => rows.map(({ payload }) => payload).join('\n');
