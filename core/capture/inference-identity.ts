import type { CaptureRecord } from './capture-record';

/** What makes two captures the same inference: the caller's id, and the capture's own where the caller sent none. */
export const inferenceIdentity = ({ eventMetadata }: Pick<CaptureRecord, 'eventMetadata'>): string =>
  eventMetadata.inferenceId ?? eventMetadata.eventId;

/**
 * Lets every inference through once: a retry after a time-out leaves two captures of one inference. The first to come counts; read in
 * the order of the keys, that is the earliest.
 */
export class DistinctInferences {
  private readonly seen = new Set<string>();
  /** Captures that were left out. */
  duplicates = 0;

  /** True for the first capture of its inference. */
  admit(record: Pick<CaptureRecord, 'eventMetadata'>): boolean {
    const identity = inferenceIdentity(record);
    if (this.seen.has(identity)) {
      this.duplicates += 1;
      return false;
    }
    this.seen.add(identity);
    return true;
  }
}
