import { trainLogistic } from '../../../algorithm/linear/train-logistic';
import { wordsOf } from '../../../core/similarity/bag-of-words';
import { makePairs } from '../../../core/similarity/corpus/make-pairs';
import { PAIR_FEATURES, pairFeatures } from '../../../core/similarity/pair-features';
import type { SentencePair } from '../../../core/similarity/sentence-pair';
import { splitPairs } from '../../../core/similarity/split-pairs';
import { predictLinear } from '../../../core/table-model/linear/linear-model';
import { f1Of, ONE_FEATURES, type OneFeature, oneFeatureScores } from '../../fixtures/similarity/one-feature';

describe('makePairs', () => {
  it('is the same for the same seed, and its first pairs do not depend on how many there are', () => {
    expect(makePairs(20, 7)).toEqual(makePairs(50, 7).slice(0, 20));
    expect(makePairs(20, 7)).not.toEqual(makePairs(20, 8));
  });

  it('makes as many paraphrases as pairs that are none', () => {
    expect(makePairs(500, 1).filter(({ label }) => label === 1)).toHaveLength(250);
  });

  it('writes whole sentences: a capital, a full stop, no slot left open, an before a vowel', () => {
    for (const sentence of makePairs(2000, 1).flatMap(({ first, second }) => [first, second])) {
      expect(sentence).toMatch(/^[A-Z][A-Za-z,: -]+[a-z]\.$/);
      expect(sentence).not.toMatch(/\ba (?!uni)[aeiou]|\ban (?:uni|[^aeiou])/i);
      expect(wordsOf(sentence).length).toBeGreaterThan(6);
    }
  });

  it('hardly ever repeats a pair', () => {
    const pairs = makePairs(2000, 1).map(({ first, second }) => `${first} ${second}`);

    expect(new Set(pairs).size).toBeGreaterThan(1990);
  });
});

describe.each([1, 2])('the corpus of seed %d', (seed) => {
  const { train, test } = splitPairs(makePairs(4000, seed), seed);

  it.each(ONE_FEATURES)('is not told apart by %s alone: F1 below 0.75', (_, feature: OneFeature) => {
    for (const [classifier, f1] of Object.entries(oneFeatureScores(feature, train, test)))
      expect([classifier, f1 < 0.75, f1]).toEqual([classifier, true, f1]);
  });

  it('is told apart by the 23 distances together: F1 of at least 0.85', () => {
    const values = (pairs: readonly SentencePair[]) =>
      Float32Array.from(pairs.flatMap(({ first, second }) => pairFeatures(first, second)));
    const labels = Float32Array.from(train, ({ label }) => label);
    const model = trainLogistic({ values: values(train), labels }, PAIR_FEATURES, { l2: 0.01, maxSteps: 50 });

    const answers = [...predictLinear(model, values(test))].map((probability) => probability >= 0.5);

    expect(f1Of(answers, test)).toBeGreaterThan(0.85);
  });
});
