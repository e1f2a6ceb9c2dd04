import { logGamma } from '../../evaluation/statistics/log-gamma';
import type { SeededRandom } from '../../seeded-random';

/** Of numbers up to here the factorials' logarithms are kept: permutations ask for the same ones again and again. */
const KEPT = 20_000;
const kept: number[] = [];

function logFactorial(count: number): number {
  if (count >= KEPT) return logGamma(count + 1);
  const known = kept[count];
  if (known !== undefined) return known;
  const value = logGamma(count + 1);
  kept[count] = value;
  return value;
}

const logChoose = (all: number, some: number): number =>
  logFactorial(all) - logFactorial(some) - logFactorial(all - some);

/**
 * How many marked rows there are among `drawn` ones, drawn without replacement: one exact draw of the hypergeometric distribution, by inversion from its mode
 * outwards, in a time that grows with its standard deviation.
 * @param marked rows of the one sort, @param others of the other; whole numbers, as is `drawn`, which is at most their sum
 */
export function hypergeometric(random: SeededRandom, marked: number, others: number, drawn: number): number {
  const least = Math.max(0, drawn - others);
  const most = Math.min(marked, drawn);
  if (least === most) return least;
  const mode = Math.min(most, Math.max(least, Math.floor(((drawn + 1) * (marked + 1)) / (marked + others + 2))));
  const atMode = Math.exp(
    logChoose(marked, mode) + logChoose(others, drawn - mode) - logChoose(marked + others, drawn),
  );
  let left = random.fraction() - atMode;
  let [above, below] = [mode, mode];
  let [shareAbove, shareBelow] = [atMode, atMode];
  while (left >= 0 && (above < most || below > least)) {
    if (above < most) {
      shareAbove *= ((marked - above) * (drawn - above)) / ((above + 1) * (others - drawn + above + 1));
      above += 1;
      left -= shareAbove;
      if (left < 0) return above;
    }
    if (below > least) {
      shareBelow *= (below * (others - drawn + below)) / ((marked - below + 1) * (drawn - below + 1));
      below -= 1;
      left -= shareBelow;
      if (left < 0) return below;
    }
  }
  return mode;
}

/**
 * Draws rows of several sorts without replacement.
 * @param pooled rows of each sort, @param at the sorts that are drawn from
 * @param drawn how many rows, @param taken where the drawn ones are counted, by sort
 */
export function drawCells(
  random: SeededRandom,
  pooled: Float64Array,
  at: readonly number[],
  drawn: number,
  taken: Float64Array,
): void {
  let rest = 0;
  for (const index of at) rest += pooled[index]!;
  let wanted = drawn;
  for (const index of at) {
    rest -= pooled[index]!;
    const count = hypergeometric(random, pooled[index]!, rest, wanted);
    taken[index] = count;
    wanted -= count;
  }
}
