/** A pair of sentences as counts of the words that either of them has, in alphabetical order. */
export interface PairCounts {
  readonly words: readonly string[];
  readonly first: readonly number[];
  readonly second: readonly number[];
}

/** Everything that is neither a letter, a digit nor white space; so `don't` is one word and `twenty-one` too. */
const PUNCTUATION = /[^\p{Letter}\p{Mark}\p{Number}\s]/gu;

/** Lower-case words without punctuation. */
export const wordsOf = (sentence: string): string[] =>
  sentence.normalize('NFC').toLowerCase().replaceAll(PUNCTUATION, '').split(/\s+/).filter(Boolean);

/** Counts over the vocabulary of the pair: a word that neither sentence has plays no part. */
export function pairCounts(one: string, other: string): PairCounts {
  const [first, second] = [countsOf(one), countsOf(other)];
  const words = [...new Set([...first.keys(), ...second.keys()])].sort();
  const of = (counts: ReadonlyMap<string, number>): number[] => words.map((word) => counts.get(word) ?? 0);
  return { words, first: of(first), second: of(second) };
}

function countsOf(sentence: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const word of wordsOf(sentence)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}
