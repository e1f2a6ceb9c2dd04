import fc from 'fast-check';
import { planCoalitions } from '../../../core/monitoring/explainability/coalition-plan';
import type { Cell } from '../../../core/monitoring/explainability/explained-model';
import { KernelShap, type KernelShapOptions } from '../../../core/monitoring/explainability/kernel-shap';

type Game = (row: readonly number[]) => number;

/** Products, thresholds and sums of a few features: nothing that an additive fit gets right by luck. */
const gameOf =
  (weights: readonly number[]): Game =>
  (row) => {
    let value = 0;
    for (const [at, weight] of weights.entries()) {
      value += weight * row[at]!;
      value += (weight > 0 ? 1 : -1) * row[at]! * row[(at + 1) % row.length]!;
    }
    return value + (row[0]! > 0.5 && row.at(-1)! > 0.5 ? 3 : 0);
  };

const modelOf = (game: Game) => async (rows: readonly (readonly Cell[])[]) =>
  rows.map((row) => [game(row.map(Number))]);

async function values(game: Game, row: readonly number[], options: KernelShapOptions): Promise<readonly number[]> {
  const shap = await KernelShap.create(modelOf(game), options);
  for await (const { values: found } of shap.explain([row])) return found[0]!;
  throw new Error('No explanation came.');
}

/** Shapley's own definition: a feature's mean contribution over all orders of arrival. */
function exactShapley(game: Game, row: readonly number[], base: readonly number[]): number[] {
  const features = row.length;
  const worth = (set: number): number => game(row.map((cell, at) => ((set >> at) & 1 ? cell : base[at]!)));
  const factorial = (of: number): number => (of < 2 ? 1 : of * factorial(of - 1));
  return row.map((_, feature) => {
    let sum = 0;
    for (let set = 0; set < 2 ** features; set += 1) {
      if ((set >> feature) & 1) continue;
      const size = set.toString(2).replaceAll('0', '').length;
      const weight = (factorial(size) * factorial(features - size - 1)) / factorial(features);
      sum += weight * (worth(set | (1 << feature)) - worth(set));
    }
    return sum;
  });
}

const number = fc.integer({ min: -8, max: 8 }).map((value) => value / 4);
const rowOf = (size: number) => fc.array(number, { minLength: size, maxLength: size });
const question = fc
  .integer({ min: 1, max: 7 })
  .chain((size) => fc.record({ weights: rowOf(size), row: rowOf(size), base: rowOf(size) }));

describe('KernelShap', () => {
  it('equals the exact Shapley values when every coalition is asked', async () => {
    await fc.assert(
      fc.asyncProperty(question, async ({ weights, row, base }) => {
        const game = gameOf(weights);
        const found = await values(game, row, { baseline: [base], seed: 1 });
        for (const [at, exact] of exactShapley(game, row, base).entries()) expect(found[at]).toBeCloseTo(exact, 8);
      }),
      { numRuns: 60 },
    );
  });

  it('sums to the output less the expected value, however few coalitions are asked', async () => {
    const wide = fc.integer({ min: 6, max: 14 }).chain((size) =>
      fc.record({
        weights: rowOf(size),
        row: rowOf(size),
        base: rowOf(size),
        extra: fc.integer({ min: 0, max: 60 }),
        seed: fc.nat(),
      }),
    );
    await fc.assert(
      fc.asyncProperty(wide, async ({ weights, row, base, extra, seed }) => {
        const game = gameOf(weights);
        const found = await values(game, row, { baseline: [base], seed, samples: 2 * row.length + extra });
        const sum = found.reduce((total, value) => total + value, 0);
        expect(sum).toBeCloseTo(game(row) - game(base), 8);
      }),
      { numRuns: 60 },
    );
  });

  it('gives features that play the same part the same value', async () => {
    const game: Game = ([a, b, c]) => a! * b! * c! + a! + b!;

    const found = await values(game, [2, 2, 3], { baseline: [[1, 1, 0]], seed: 1 });

    expect(found[0]).toBeCloseTo(found[1]!, 10);
  });

  it('gives a feature that the model ignores the value 0 when every coalition is asked', async () => {
    await fc.assert(
      fc.asyncProperty(question, async ({ weights, row, base }) => {
        const game = gameOf(weights);
        const ignoring: Game = (cells) => game(cells.slice(0, -1));
        const found = await values(ignoring, [...row, 5], { baseline: [[...base, 1]], seed: 1 });
        expect(found.at(-1)).toBeCloseTo(0, 8);
      }),
      { numRuns: 40 },
    );
  });

  it('gives the same values for the same seed, whatever the size of the batches', async () => {
    const game = gameOf([1, -2, 3, 0.5, 1, -1, 2, 2]);
    const row = [1, 0.5, 2, -1, 0.25, 1, 2, -2];
    const base = new Array<number>(8).fill(0);
    const options = { baseline: [base], seed: 7, samples: 40 };

    const whole = await values(game, row, options);
    const parts = await values(game, row, { ...options, batchRows: 3 });

    expect(parts).toEqual(whole);
  });
});

describe('planCoalitions', () => {
  it('weighs 1 in all, holds every single feature and its complement, and keeps to the budget', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 30 }),
        fc.integer({ min: 0, max: 400 }),
        fc.nat(),
        (features, extra, seed) => {
          const plan = planCoalitions(features, 2 * features + extra, seed);
          const keys = plan.coalitions.map(({ kept }) => kept.join(''));
          expect(plan.coalitions.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 10);
          expect(new Set(keys).size).toBe(keys.length);
          expect(keys.length).toBeLessThanOrEqual(2 * features + extra);
          for (let feature = 0; feature < features; feature += 1) {
            const single = Array.from({ length: features }, (_, at) => (at === feature ? 1 : 0));
            expect(keys).toContain(single.join(''));
            expect(keys).toContain(single.map((flag) => 1 - flag).join(''));
          }
          if (plan.exact) expect(keys.length).toBe(2 ** features - 2);
        },
      ),
      { numRuns: 150 },
    );
  });
});
