import type { Cell } from '../../../../core/monitoring/explainability/explained-model';
import {
  KernelShap,
  type KernelShapOptions,
  type LocalExplanation,
} from '../../../../core/monitoring/explainability/kernel-shap';
import { modeBaseline } from '../../../../core/monitoring/explainability/mode-baseline';

const linear = async (rows: readonly (readonly Cell[])[]): Promise<number[][]> =>
  rows.map(([a, b, c]) => [2 * Number(a) - Number(b) + 0.5 * Number(c)]);

async function explain(
  model: (rows: readonly (readonly Cell[])[]) => Promise<readonly (readonly number[])[]>,
  rows: readonly (readonly Cell[])[],
  options: KernelShapOptions,
): Promise<LocalExplanation[]> {
  const shap = await KernelShap.create(model, options);
  const found: LocalExplanation[] = [];
  for await (const each of shap.explain(rows)) found.push(each);
  return found;
}

describe('KernelShap', () => {
  it('gives each feature of a linear model its coefficient times its distance from the baseline', async () => {
    const [explanation] = await explain(linear, [[3, 4, 5]], { baseline: [[1, 1, 1]], seed: 1 });

    const [values] = explanation!.values;
    expect(values![0]).toBeCloseTo(4, 12);
    expect(values![1]).toBeCloseTo(-3, 12);
    expect(values![2]).toBeCloseTo(2, 12);
    expect(explanation!.exact).toBe(true);
  });

  it('averages over the baseline when it has several rows', async () => {
    const shap = await KernelShap.create(linear, {
      baseline: [
        [0, 0, 0],
        [2, 2, 2],
      ],
      seed: 1,
    });

    expect(shap.expectedValue[0]).toBeCloseTo(1.5, 12);
  });

  it('explains every label of its own', async () => {
    const two = async (rows: readonly (readonly Cell[])[]) => rows.map(([a]) => [Number(a), 1 - Number(a)]);

    const [explanation] = await explain(two, [[0.75, 1]], { baseline: [[0.5, 2]], seed: 1 });

    const [one, other] = explanation!.values;
    expect(one![0]).toBeCloseTo(0.25, 12);
    expect(other![0]).toBeCloseTo(-0.25, 12);
    expect(one![1]).toBeCloseTo(0, 12);
  });

  it('explains text columns', async () => {
    const model = async (rows: readonly (readonly Cell[])[]) =>
      rows.map(([job, age]) => [(job === 'student' ? 1 : 0) + Number(age)]);

    const [explanation] = await explain(model, [['student', 30]], { baseline: [['cook', 20]], seed: 1 });

    expect(explanation!.values[0]![0]).toBeCloseTo(1, 12);
    expect(explanation!.values[0]![1]).toBeCloseTo(10, 12);
  });

  it('explains log odds when the link is logit', async () => {
    const model = async (rows: readonly (readonly Cell[])[]) => rows.map(([a]) => [1 / (1 + Math.exp(-Number(a)))]);

    const [explanation] = await explain(model, [[2, 0]], { baseline: [[-1, 0]], seed: 1, link: 'logit' });

    expect(explanation!.values[0]![0]).toBeCloseTo(3, 9);
  });

  it('never asks for more rows at once than a batch holds', async () => {
    const sizes: number[] = [];
    const watched = async (rows: readonly (readonly Cell[])[]) => {
      sizes.push(rows.length);
      return linear(rows);
    };

    await explain(
      watched,
      [
        [1, 2, 3],
        [4, 5, 6],
        [7, 8, 9],
      ],
      { baseline: [[0, 0, 0]], seed: 1, batchRows: 5 },
    );

    expect(Math.max(...sizes)).toBeLessThanOrEqual(5);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(1 + 3 * 7);
  });

  it('refuses a budget that cannot tell the features apart', async () => {
    const run = explain(linear, [[1, 2, 3]], { baseline: [[0, 0, 0]], seed: 1, samples: 5 });

    await expect(run).rejects.toMatchObject({
      name: 'TooFewCoalitions',
      message: expect.stringContaining('at least 6'),
    });
  });

  it.each([
    ['too few answers', async () => [[1]]],
    ['an answer that is no number', async (rows: readonly unknown[]) => rows.map(() => [Number.NaN])],
  ])('names a model that gives %s', async (_, model) => {
    const run = explain(model, [[1, 2, 3]], {
      baseline: [
        [0, 0, 0],
        [1, 1, 1],
      ],
      seed: 1,
    });

    await expect(run).rejects.toMatchObject({ name: 'ModelAnswerInvalid' });
  });

  it.each([
    ['no baseline', []],
    ['an empty row', [[]]],
    ['rows of two lengths', [[1, 2], [1]]],
  ])('refuses %s', async (_, baseline) => {
    await expect(KernelShap.create(linear, { baseline, seed: 1 })).rejects.toMatchObject({ name: 'BaselineInvalid' });
  });

  it('refuses a row of another length than the baseline', async () => {
    const run = explain(linear, [[1, 2]], { baseline: [[0, 0, 0]], seed: 1 });

    await expect(run).rejects.toMatchObject({ name: 'BaselineInvalid' });
  });
});

describe('modeBaseline', () => {
  it('takes each column’s most frequent value, the smallest of equals', () => {
    expect(
      modeBaseline([
        [2, 'b'],
        [1, 'a'],
        [1, 'b'],
        [2, 'a'],
      ]),
    ).toEqual([1, 'a']);
    expect(
      modeBaseline([
        [3, 'x'],
        [3, 'y'],
        [1, 'y'],
      ]),
    ).toEqual([3, 'y']);
  });

  it('refuses an empty table', () => {
    expect(() => modeBaseline([])).toThrow(expect.objectContaining({ name: 'BaselineInvalid' }));
  });
});
