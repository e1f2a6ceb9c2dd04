import { InferenceIds } from '../../table/inference-ids';
import type { WatchedWindow } from './watched-window';

/** What was found in one part of a window, as JSON. */
export interface StoredPart {
  readonly part: number;
  readonly window: unknown;
  /** Hashes of the inferences in it, as `storeInferences` writes them; absent in parts of earlier versions. */
  readonly inferences?: string;
}

/** What became of parts that share inferences with those before them. */
export interface MergedParts {
  readonly readAgain: number;
  /** Parts that were taken as they are, although they may share inferences: the window was too large, or the time too short. */
  readonly unchecked: number;
}

/** Inferences of a window that are remembered: 32 bytes each at most. */
const MOST_INFERENCES = 2_000_000;
/** Parts of a window that are read again: each is the work of one function. */
const MOST_READ_AGAIN = 20;

export interface MergeLimits {
  readonly inferences?: number;
  readonly readAgain?: number;
  /** Whether there is time to read one more part again. @default always */
  readonly hasTime?: () => boolean;
}

/** 8 bytes an inference, in base64. */
export const storeInferences = (inferences: InferenceIds): string =>
  Buffer.from(inferences.hashes().buffer).toString('base64');

/** @returns hashes */
function readInferences(stored: string): Float64Array {
  const bytes = Buffer.from(stored, 'base64');
  const hashes = new Float64Array(bytes.length / Float64Array.BYTES_PER_ELEMENT);
  new Uint8Array(hashes.buffer).set(bytes);
  return hashes;
}

/**
 * Merges the parts of a window so that two captures of one inference, as a retry after a time-out leaves them, are one also where they lie in different parts: a part that shares
 * inferences with those before it is read again without them, since sums cannot be taken apart. So the report is the same however the window was cut. Exact up to two million
 * inferences (but for different ids of one hash, as within a part) and twenty parts that have to be read again, for as long as there is time; what lies beyond is taken as it is, and counted as unchecked.
 * @param window that nothing has been added to
 * @param parts in the order of their files
 * @param readAgain reads a part without these inferences, each of which then counts as a duplicate
 * @returns how many parts were read again, and how many could not be looked at
 */
export async function mergeParts(
  window: WatchedWindow,
  parts: AsyncIterable<StoredPart>,
  readAgain: (part: number, without: readonly number[]) => Promise<unknown>,
  {
    inferences: most = MOST_INFERENCES,
    readAgain: mostAgain = MOST_READ_AGAIN,
    hasTime = () => true,
  }: MergeLimits = {},
): Promise<MergedParts> {
  const seen = new InferenceIds();
  let [again, unchecked] = [0, 0];
  for await (const { part, window: stored, inferences } of parts) {
    const hashes = inferences === undefined ? undefined : readInferences(inferences);
    if (hashes === undefined || seen.size + hashes.length > most) {
      unchecked += 1;
      window.merge(stored);
      continue;
    }
    const known = [...hashes].filter((hash) => !seen.admitHash(hash));
    if (known.length > 0 && again < mostAgain && hasTime()) {
      again += 1;
      window.merge(await readAgain(part, known));
      continue;
    }
    if (known.length > 0) unchecked += 1;
    window.merge(stored);
  }
  return { readAgain: again, unchecked };
}
