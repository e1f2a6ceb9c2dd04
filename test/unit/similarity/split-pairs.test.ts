import { DataSetError } from '../../../core/dataset/data-set-error';
import { makePairs } from '../../../core/similarity/corpus/make-pairs';
import type { SentencePair } from '../../../core/similarity/sentence-pair';
import { PAIR_SPLITS, splitPairs } from '../../../core/similarity/split-pairs';

const pairs = (count: number, label: (row: number) => 0 | 1): SentencePair[] =>
  Array.from({ length: count }, (_, row) => ({
    row,
    label: label(row),
    first: `first ${row}`,
    second: `second ${row}`,
  }));

describe('splitPairs', () => {
  it('gives 70, 15 and 15 % of either kind, each pair once', () => {
    const all = pairs(400, (row) => (row % 4 === 0 ? 0 : 1));

    const splits = splitPairs(all, 1);

    expect(PAIR_SPLITS.map((split) => splits[split].length)).toEqual([280, 60, 60]);
    expect(PAIR_SPLITS.map((split) => splits[split].filter(({ label }) => label === 1).length)).toEqual([210, 45, 45]);
    const rows = PAIR_SPLITS.flatMap((split) => splits[split].map(({ row }) => row));
    expect(rows.sort((a, b) => a - b)).toEqual(all.map(({ row }) => row));
  });

  it('is the same for the same seed, and another for another', () => {
    const all = makePairs(200, 1);

    expect(splitPairs(all, 3)).toEqual(splitPairs(all, 3));
    expect(splitPairs(all, 3).test).not.toEqual(splitPairs(all, 4).test);
  });

  it('mixes the kinds within a split', () => {
    const labels = splitPairs(makePairs(400, 1), 1).train.map(({ label }) => label);

    expect(labels.slice(0, 100)).toContain(0);
    expect(labels.slice(0, 100)).toContain(1);
  });

  it('puts a pair that occurs again, in either order, into one split', () => {
    const once = pairs(60, (row) => (row % 2 === 0 ? 1 : 0));
    const again = once.map(({ row, label, first, second }) => ({ row: row + 60, label, first: second, second: first }));

    const splits = splitPairs([...once, ...again], 1);

    for (const split of PAIR_SPLITS) {
      const rows = splits[split].map(({ row }) => row % 60);
      expect(rows).toHaveLength(2 * new Set(rows).size);
    }
  });

  it.each([
    ['paraphrases only', pairs(50, () => 1), /0 are different pairs that are none \(Quality 0\)/],
    ['no paraphrase', pairs(50, () => 0), /0 are different paraphrases \(Quality 1\)/],
    ['few paraphrases', pairs(50, (row) => (row < 6 ? 1 : 0)), /6 are different paraphrases/],
  ])('refuses %s', (_, all, message) => {
    expect(() => splitPairs(all, 1)).toThrow(DataSetError);
    expect(() => splitPairs(all, 1)).toThrow(message);
  });
});
