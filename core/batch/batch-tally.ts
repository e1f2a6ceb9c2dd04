import type { BatchCounts, BatchResult } from '../contracts/batch';

/** Counts of a batch, taken result by result. */
export interface BatchSummary {
  readonly counts: BatchCounts;
  /** Accepted images by predicted label. */
  readonly acceptedByLabel: Readonly<Record<string, number>>;
  /** Failed images by the name of their error. */
  readonly failedByReason: Readonly<Record<string, number>>;
  /** Images that more than one result was about: the last one counts. */
  readonly repeated: number;
}

export class BatchTally {
  private accepted = 0;
  private secondLook = 0;
  private failed = 0;
  private repeated = 0;
  private readonly byLabel = new Map<string, number>();
  private readonly byReason = new Map<string, number>();

  add({ outcome, label = '', reason = '' }: BatchResult): void {
    if (outcome === 'second-look') this.secondLook++;
    else if (outcome === 'accepted') {
      this.accepted++;
      this.byLabel.set(label, (this.byLabel.get(label) ?? 0) + 1);
    } else {
      this.failed++;
      this.byReason.set(reason, (this.byReason.get(reason) ?? 0) + 1);
    }
  }

  addRepeated(): void {
    this.repeated++;
  }

  summary(): BatchSummary {
    const { accepted, secondLook, failed, repeated } = this;
    return {
      counts: { images: accepted + secondLook + failed, accepted, secondLook, failed },
      acceptedByLabel: sorted(this.byLabel),
      failedByReason: sorted(this.byReason),
      repeated,
    };
  }
}

const sorted = (counts: ReadonlyMap<string, number>): Record<string, number> =>
  Object.fromEntries([...counts].sort(([one, first], [other, second]) => second - first || (one < other ? -1 : 1)));
