import type { WindowFault } from '../contracts/monitor-report';
import type { Reading, RowCounts } from '../table/reading';

/** What is carried on of a reading. Ids of inferences are not: `watch/merge-parts.ts` carries them. */
export interface StoredReading {
  readonly counts: Readonly<Record<Exclude<keyof RowCounts, 'merge'>, number>>;
  readonly faults: readonly WindowFault[];
}

export const storeReading = ({ counts, faults }: Reading): StoredReading => ({
  counts: { ...counts },
  faults: faults.list(),
});

export function readReading(stored: StoredReading, reading: Reading): void {
  Object.assign(reading.counts, stored.counts);
  for (const fault of stored.faults) reading.faults.addFault(fault);
}
