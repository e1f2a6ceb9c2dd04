import { DataSetError } from '../dataset/data-set-error';
import { SeededRandom } from '../seeded-random';
import type { SentencePair } from './sentence-pair';

export const PAIR_SPLITS = ['train', 'validation', 'test'] as const;
export type PairSplit = (typeof PAIR_SPLITS)[number];

/** Shares of the whole. */
const VALIDATION_SHARE = 0.15;
const TEST_SHARE = 0.15;
/** Of each kind, so that every split has some of it. */
const LEAST_OF_A_KIND = 7;

export type SplitPairs = Readonly<Record<PairSplit, readonly SentencePair[]>>;

/**
 * 70 % to train, 15 % to validate, 15 % to test, of paraphrases and of the others alike; by the seed. What is the same pair of sentences, in either
 * order, goes to one split: a model must not be tested on what it has been taught.
 * @throws DataSetError where there is one kind only, or too few of one
 */
export function splitPairs(pairs: readonly SentencePair[], seed: number): SplitPairs {
  const splits: Record<PairSplit, SentencePair[]> = { train: [], validation: [], test: [] };
  for (const label of [0, 1] as const) {
    const groups = [...groupsOf(pairs.filter((pair) => pair.label === label))];
    refuseTooFew(groups.length, label, pairs.length);
    const shuffled = new SeededRandom(seed, 'pairs', label).shuffled(groups);
    const count = (share: number): number => Math.max(1, Math.round(share * groups.length));
    const [toValidate, toTest] = [count(VALIDATION_SHARE), count(TEST_SHARE)];
    splits.validation.push(...shuffled.slice(0, toValidate).flat());
    splits.test.push(...shuffled.slice(toValidate, toValidate + toTest).flat());
    splits.train.push(...shuffled.slice(toValidate + toTest).flat());
  }
  // Kinds mixed: what reads the first rows only must not see one kind.
  for (const split of PAIR_SPLITS) splits[split] = new SeededRandom(seed, 'order', split).shuffled(splits[split]);
  return splits;
}

function groupsOf(pairs: readonly SentencePair[]): Iterable<SentencePair[]> {
  const groups = new Map<string, SentencePair[]>();
  for (const pair of pairs) {
    const key = [pair.first, pair.second].sort().join('\t');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [pair]);
    else group.push(pair);
  }
  return groups.values();
}

function refuseTooFew(count: number, label: 0 | 1, all: number): void {
  if (count >= LEAST_OF_A_KIND) return;
  const kind = label === 1 ? 'paraphrases (Quality 1)' : 'pairs that are none (Quality 0)';
  throw new DataSetError(
    `Of ${all} pairs of sentences ${count} are different ${kind}; both kinds are needed, at least ${LEAST_OF_A_KIND} of each.`,
  );
}
