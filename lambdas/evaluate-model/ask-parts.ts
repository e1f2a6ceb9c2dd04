import type { partBounds } from '../../core/evaluation/progress/evaluation-part';
import type { AskedRow } from './asked-row';

export type PartBounds = ReturnType<typeof partBounds>[number];

/** How the parts of an evaluation are asked about. */
export interface PartWork {
  readonly ask: (bounds: PartBounds) => Promise<AskedRow[]>;
  readonly keep: (bounds: PartBounds, asked: readonly AskedRow[]) => Promise<void>;
  readonly now: () => Date;
  /** Whether work that takes so many milliseconds, and the hand-over after it, fit into what is left. */
  readonly fits: (milliseconds: number) => boolean;
  /** Whether the next part's rows may be asked about while the last of this one's are out and it is stored. */
  readonly overlap: boolean;
}

/**
 * Asks part by part and stores each, as far as the time allows: the first in any case, another only if one as long as the longest so far fits. Where parts overlap
 * no lane waits for the slowest row of a part.
 * @returns whether all are done, and another one, or a report, would still fit
 */
export async function askParts(parts: readonly PartBounds[], work: PartWork): Promise<boolean> {
  let longest: number | undefined;
  let ahead: Promise<AskedRow[]> | undefined;
  for (const [index, part] of parts.entries()) {
    if (ahead === undefined && longest !== undefined && !work.fits(longest)) return false;
    const began = work.now().getTime();
    const asking = ahead ?? work.ask(part);
    const next = parts[index + 1];
    // This part is still to be ended, and then the next.
    const begins = work.overlap && next !== undefined && longest !== undefined && work.fits(2 * longest);
    ahead = begins ? work.ask(next) : undefined;
    // Its failure is met when its turn comes.
    ahead?.catch(() => undefined);
    await work.keep(part, await asking);
    longest = Math.max(longest ?? 0, work.now().getTime() - began);
  }
  return longest === undefined || work.fits(longest);
}
