import { hashOf } from '../table/inference-ids';
import type { GroundTruthRecord } from './ground-truth-record';

/** The label of one inference. */
export type GroundTruthData = GroundTruthRecord['groundTruthData'];

/**
 * Labels by inference, for captures that come by one after the other: about 50 bytes each, whatever the length of the ids (of which
 * hashes of 53 bits are kept). Of two labels of one inference the later counts.
 */
export class LabelIndex {
  private readonly byHash = new Map<number, GroundTruthData>();
  /** Labels are few words said often. */
  private readonly known = new Map<string, GroundTruthData>();
  /** Labels that a later one of the same inference has replaced. */
  replaced = 0;

  add({ groundTruthData, eventMetadata }: GroundTruthRecord): void {
    const hash = hashOf(eventMetadata.eventId);
    if (this.byHash.has(hash)) this.replaced += 1;
    this.byHash.set(hash, this.shared(groundTruthData));
  }

  /** The label of an inference. */
  find(identity: string): GroundTruthData | undefined {
    return this.byHash.get(hashOf(identity));
  }

  /** Inferences that have a label. */
  get size(): number {
    return this.byHash.size;
  }

  private shared(data: GroundTruthData): GroundTruthData {
    const key = `${data.encoding}${data.data}`;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    if (this.known.size < MAX_SHARED) this.known.set(key, data);
    return data;
  }
}

const MAX_SHARED = 4096;
