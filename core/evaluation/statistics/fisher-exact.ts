import { logGamma } from './log-gamma';

/** So many of so many. */
interface Part {
  readonly successes: number;
  readonly trials: number;
}

/** Terms smaller than this share of the sum no longer change it. */
const NEGLIGIBLE = 1e-17;

/**
 * Fisher's exact test, one-sided: how likely the first part has at most so many of the successes, if all successes of both parts were dealt by chance. The
 * hypergeometric distribution function, summed from the nearer end; exact up to rounding (ln Γ of a million rows: eight digits).
 * @param part, other whole numbers; successes at most trials
 * @see Fisher (1922), https://www.jstor.org/stable/2340521
 */
export function fisherAtMost(part: Part, other: Part): number {
  const marked = part.successes + other.successes;
  const all = part.trials + other.trials;
  const drawn = part.trials;
  const most = Math.min(marked, drawn);
  const least = Math.max(0, drawn - (all - marked));
  if (part.successes >= most) return 1;
  const share = (successes: number): number =>
    Math.exp(logChoose(marked, successes) + logChoose(all - marked, drawn - successes) - logChoose(all, drawn));
  // The mode divides the terms: from there on they shrink in either direction, so that each sum begins with its largest.
  if (part.successes < ((drawn + 1) * (marked + 1)) / (all + 2)) {
    const ratio = (at: number) => (at * (all - marked - drawn + at)) / ((marked - at + 1) * (drawn - at + 1));
    return Math.min(1, sumOf(share(part.successes), part.successes, -1, least, ratio));
  }
  const ratio = (at: number) => ((marked - at) * (drawn - at)) / ((at + 1) * (all - marked - drawn + at + 1));
  const first = part.successes + 1;
  return Math.max(0, 1 - sumOf(share(first), first, 1, most, ratio));
}

/** The same of at least so many. */
export const fisherAtLeast = (part: Part, other: Part): number => fisherAtMost(failuresOf(part), failuresOf(other));

const failuresOf = ({ successes, trials }: Part): Part => ({ successes: trials - successes, trials });

/** @param ratio of the next term to the one at a place */
function sumOf(first: number, from: number, step: 1 | -1, last: number, ratio: (at: number) => number): number {
  let [term, sum] = [first, first];
  for (let at = from; at !== last && term > sum * NEGLIGIBLE; at += step) {
    term *= ratio(at);
    sum += term;
  }
  return sum;
}

const logChoose = (all: number, some: number): number =>
  logGamma(all + 1) - logGamma(some + 1) - logGamma(all - some + 1);
