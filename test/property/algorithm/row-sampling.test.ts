import * as fc from 'fast-check';
import { type BoostingParameters, DEFAULT_BOOSTING } from '../../../algorithm/trees/training/boosting-parameters';
import { boostingRounds } from '../../../algorithm/trees/training/train-trees';
import { SeededRandom } from '../../../core/seeded-random';
import { leafOf, type Tree } from '../../../core/table-model/trees/tree-ensemble';

const ROWS = 400;
const FEATURES = 3;
const TREES = 12;

/** Honest draws hardly ever go beyond so many standard deviations. */
const SIGMAS = 6;

const random = new SeededRandom('rows to sample');
const values = Float32Array.from({ length: ROWS * FEATURES }, () => random.between(-1, 1));
const labels = Array.from({ length: ROWS }, () => random.between(-1, 1));

interface SampledTree {
  readonly tree: Tree;
  readonly sample: Uint8Array;
}

/** Of the squared error, whose hessian is 1 a row: a cover counts rows. */
function grow(subsample: number, seed: number, trees = TREES): SampledTree[] {
  const parameters: BoostingParameters = {
    ...DEFAULT_BOOSTING,
    objective: 'reg:squarederror',
    num_round: trees,
    max_depth: 4,
    subsample,
    seed,
  };
  const rounds = boostingRounds({ train: { values, labels }, features: FEATURES, parameters });
  return Array.from(rounds, ({ ensemble, isSampled }) => ({ tree: ensemble.trees.at(-1)!, sample: isSampled }));
}

const sum = (numbers: Iterable<number>): number => [...numbers].reduce((total, number) => total + number, 0);
const countOf = ({ sample }: SampledTree): number => sum(sample);
const inBoth = (one: SampledTree, other: SampledTree): number =>
  sum(one.sample.map((seen, row) => seen & other.sample[row]!));

function expectDraws(drawn: number, of: number, probability: number): void {
  const deviation = Math.sqrt(of * probability * (1 - probability));
  expect(Math.abs(drawn - of * probability)).toBeLessThanOrEqual(SIGMAS * deviation);
}

const shares = fc.double({ min: 0.3, max: 0.9, noNaN: true });
const seeds = fc.nat();
const laws = { numRuns: 25 };

describe('the rows that each tree sees', () => {
  it('are the declared share of all', () => {
    fc.assert(
      fc.property(shares, seeds, (share, seed) => {
        const trees = grow(share, seed);

        for (const tree of trees) expectDraws(countOf(tree), ROWS, share);
        expectDraws(sum(trees.map(countOf)), ROWS * TREES, share);
      }),
      laws,
    );
  });

  it('are drawn anew for every tree', () => {
    fc.assert(
      fc.property(shares, seeds, (share, seed) => {
        const trees = grow(share, seed);

        for (const [at, tree] of trees.entries())
          for (const earlier of trees.slice(0, at)) expectDraws(inBoth(earlier, tree), ROWS, share ** 2);
      }),
      laws,
    );
  });

  it('prefer none', () => {
    const trees = grow(0.5, 1, 200);

    for (let row = 0; row < ROWS; row += 1)
      expectDraws(sum(trees.map(({ sample }) => sample[row]!)), trees.length, 0.5);
  });

  it('are the same for the same seed, and unrelated for another', () => {
    fc.assert(
      fc.property(shares, seeds, (share, seed) => {
        const [trees, again, others] = [grow(share, seed), grow(share, seed), grow(share, seed + 1)];

        expect(again).toEqual(trees);
        for (const [at, tree] of trees.entries()) expectDraws(inBoth(tree, others[at]!), ROWS, share ** 2);
      }),
      laws,
    );
  });

  it('lie in one leaf each, and the others in none', () => {
    fc.assert(
      fc.property(shares, seeds, (share, seed) => {
        for (const { tree, sample } of grow(share, seed)) {
          const rowsOf = new Float32Array(tree.left.length);
          for (const [row, seen] of sample.entries())
            rowsOf[leafOf(tree, values.subarray(row * FEATURES, (row + 1) * FEATURES))]! += seen;
          const leaves = [...tree.left.keys()].filter((node) => tree.left[node] === -1);

          for (const leaf of leaves) expect(tree.cover[leaf]).toBe(rowsOf[leaf]);
          expect(tree.cover[0]).toBe(sum(sample));
        }
      }),
      laws,
    );
  });

  it('are all of them where nothing is said', () => {
    for (const tree of grow(DEFAULT_BOOSTING.subsample, 1)) expect(countOf(tree)).toBe(ROWS);
  });
});
