import { pairCounts, wordsOf } from '../../../core/similarity/bag-of-words';
import { DISTANCES } from '../../../core/similarity/distances';
import { PAIR_FEATURES, pairFeatures } from '../../../core/similarity/pair-features';

describe('wordsOf', () => {
  it('strips punctuation and case, and keeps letters of every script', () => {
    expect(wordsOf('“Don’t stop!” — said Zoë, twenty-one; ÉTÉ.')).toEqual([
      'dont',
      'stop',
      'said',
      'zoë',
      'twentyone',
      'été',
    ]);
  });

  it('finds no word in punctuation alone', () => {
    expect(wordsOf(' ... — !')).toEqual([]);
  });
});

describe('pairCounts', () => {
  it('counts over the words of both sentences', () => {
    expect(pairCounts('the dog, the cat', 'a cat')).toEqual({
      words: ['a', 'cat', 'dog', 'the'],
      first: [0, 1, 1, 2],
      second: [1, 1, 0, 0],
    });
  });
});

describe('pairFeatures', () => {
  it('gives 23 numbers from 0 to 1 with five decimals', () => {
    const features = pairFeatures('The driver parked the truck.', 'A driver parked two trucks.');

    expect(features).toHaveLength(23);
    expect(PAIR_FEATURES).toHaveLength(23);
    expect(Math.min(...features)).toBe(0);
    expect(Math.max(...features)).toBe(1);
    for (const value of features) expect(value).toBe(Number(value.toFixed(5)));
  });

  it('does not depend on the order of words, punctuation or case', () => {
    expect(pairFeatures('Stop, dog!', 'go dog go')).toEqual(pairFeatures('dog stop', 'DOG: go (go)'));
  });

  it.each([
    ['', ''],
    ['same words', 'same words'],
    ['', 'something'],
    ['one', 'other'],
  ])('is finite for "%s" and "%s"', (one, other) => {
    for (const value of pairFeatures(one, other)) expect(Number.isFinite(value)).toBe(true);
  });
});

describe('distances', () => {
  it.each(DISTANCES.map(([name, distance]) => [name, distance] as const))(
    '%s is symmetric, never negative, and 0 from a sentence to itself',
    (name, distance) => {
      const [u, v] = [
        [2, 0, 1, 1],
        [0, 1, 1, 3],
      ];

      expect(distance(u, v)).toBeCloseTo(distance(v, u), 12);
      expect(distance(u, v)).toBeGreaterThanOrEqual(0);
      // Russell and Rao's, and Kulsinski's, count what is shared, and a word that neither has is not shared.
      if (name !== 'russellrao' && name !== 'kulsinski') expect(distance(u, u)).toBeCloseTo(0, 12);
    },
  );
});
