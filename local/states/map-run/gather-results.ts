import { StateError, StatesErrorName } from '../interpreter/state-error';
import type { ResultWriter } from '../language/distributed-map';
import { childRecord } from './child-record';
import type { ChildTable } from './children/child-table';
import type { MapRunRecord } from './map-run-record';
import { shaped } from './write-results';

/**
 * The results of all children as the state's own result, in the order of the items.
 * @throws StateError States.DataLimitExceeded where they are more than a state may give.
 */
export async function gatherResults(
  run: MapRunRecord,
  table: ChildTable,
  writer: ResultWriter,
  now: number,
  maxBytes: number,
): Promise<readonly unknown[]> {
  const results: unknown[] = [];
  let bytes = 2;
  for (let index = 0; index < table.length; index++) {
    const end = await table.end(index);
    if (end === undefined) continue;
    const { startDate, redriveCount } = end;
    const child = childRecord(run, { index, input: await table.input(index), startDate, redriveCount }, end);
    for (const text of shaped(child, writer.transformation, now)) {
      bytes += Buffer.byteLength(text) + 1;
      if (bytes > maxBytes) throw tooLarge(maxBytes);
      results.push(JSON.parse(text));
    }
  }
  return results;
}

const tooLarge = (maxBytes: number): StateError =>
  new StateError(
    StatesErrorName.DataLimitExceeded,
    `The results of the map run exceed ${maxBytes} bytes: have a ResultWriter write them to S3.`,
  );
