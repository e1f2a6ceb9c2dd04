import fc from 'fast-check';
import { pairCounts } from '../../../core/similarity/bag-of-words';
import { DISTANCES } from '../../../core/similarity/distances';
import { formatFeatureTable } from '../../../core/similarity/feature-table';
import { PAIR_FEATURES, pairFeatures } from '../../../core/similarity/pair-features';
import { formatParaphraseCorpus, parseParaphraseCorpus } from '../../../core/similarity/paraphrase-corpus';
import type { SentencePair } from '../../../core/similarity/sentence-pair';

const words = fc.array(fc.constantFrom('a', 'the', 'cat', 'dog', 'runs', 'on', '"', '…'), { maxLength: 12 });
const sentence = words.map((all) => all.join(' '));
const counts = fc
  .array(fc.tuple(fc.nat(4), fc.nat(4)), { minLength: 1, maxLength: 12 })
  .map((all) => [all.map(([u]) => u), all.map(([, v]) => v)] as const);

describe('laws of the distances', () => {
  it.each(DISTANCES)('%s is finite, never negative, and the same either way round', (_, distance) => {
    fc.assert(
      fc.property(counts, ([u, v]) => {
        const there = distance(u, v);
        expect(there).toBeGreaterThanOrEqual(0);
        expect(Number.isFinite(there)).toBe(true);
        expect(distance(v, u)).toBeCloseTo(there, 10);
      }),
    );
  });

  it('keep their order: Jaccard never above Sokal and Sneath, Dice never above Jaccard, Chebyshev, Euclid, city block in this order', () => {
    const of = Object.fromEntries(DISTANCES);
    const orders = [
      ['dice', 'jaccard', 'sokalsneath'],
      ['chebyshev', 'euclidean', 'cityblock'],
    ];
    fc.assert(
      fc.property(counts, ([u, v]) => {
        for (const names of orders) {
          const values = names.map((name) => of[name]!(u, v));
          for (const [at, value] of values.slice(1).entries())
            expect(value).toBeGreaterThanOrEqual(values[at]! - 1e-12);
        }
      }),
    );
  });
});

describe('laws of the features', () => {
  it('lie in 0..1 with five decimals, whatever the sentences', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, other) => {
        const features = pairFeatures(one, other);
        expect(features).toHaveLength(PAIR_FEATURES.length);
        for (const value of features) {
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(1);
          expect(value).toBe(Number(value.toFixed(5)));
        }
      }),
    );
  });

  it('do not depend on which sentence is first, nor on the order of words', () => {
    fc.assert(
      fc.property(words, words, (one, other) => {
        const features = pairFeatures(one.join(' '), other.join(' '));
        expect(pairFeatures(other.join(' '), one.join(' '))).toEqual(features);
        expect(pairFeatures([...one].reverse().join(' '), other.join(' '))).toEqual(features);
      }),
    );
  });

  it('count every word of either sentence', () => {
    fc.assert(
      fc.property(sentence, sentence, (one, other) => {
        const { words: vocabulary, first, second } = pairCounts(one, other);
        for (const at of vocabulary.keys()) expect(first[at]! + second[at]!).toBeGreaterThan(0);
        const sum = (all: readonly number[]) => all.reduce((total, count) => total + count, 0);
        const kept = `${one} ${other}`.split(' ').filter((word) => /\w/.test(word));
        expect(sum(first) + sum(second)).toBe(kept.length);
      }),
    );
  });

  it('stand in the table behind their label, a line a pair, readable as numbers', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(sentence, sentence), { maxLength: 5 }), (pairs) => {
        const rows = pairs.map(
          ([first, second], row): SentencePair => ({ row, label: row % 2 === 0 ? 1 : 0, first, second }),
        );
        const lines = formatFeatureTable(rows).split('\n').slice(0, -1);
        expect(lines.map((line) => line.split(',').map(Number))).toEqual(
          rows.map(({ label, first, second }) => [label, ...pairFeatures(first, second)]),
        );
      }),
    );
  });
});

describe('the layout of a corpus', () => {
  it('gives back what was written, quotation marks and all', () => {
    const text = fc.string({ minLength: 1 }).filter((one) => one.trim() === one && !/[\t\r\n]/.test(one));
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text, fc.boolean()), { minLength: 1 }), (all) => {
        const pairs = all.map(
          ([first, second, same], row): SentencePair => ({ row, label: same ? 1 : 0, first, second }),
        );
        expect(parseParaphraseCorpus(formatParaphraseCorpus(pairs), 'written')).toEqual(pairs);
      }),
    );
  });
});
