import { trainLogistic } from '../../../../algorithm/linear/train-logistic';
import { SeededRandom } from '../../../../core/seeded-random';
import { predictLinear, readLinearModel } from '../../../../core/table-model/linear/linear-model';

const PARAMETERS = { l2: 1, maxSteps: 50 };

function rowsOf(count: number, weights: readonly number[], intercept: number, seed: number) {
  const random = new SeededRandom('logistic', seed);
  const rows = Array.from({ length: count }, () => weights.map(() => random.between(-2, 2)));
  const labels = rows.map((row) => {
    const margin = row.reduce((sum, value, at) => sum + value * weights[at]!, intercept);
    return Number(random.chance(1 / (1 + Math.exp(-margin))));
  });
  return { values: Float32Array.from(rows.flat()), labels };
}

describe('trainLogistic', () => {
  it('finds the weights that made the labels', () => {
    const model = trainLogistic(rowsOf(4000, [1.5, -1, 0], 0.5, 1), ['a', 'b', 'c'], PARAMETERS);

    // The standard errors are below 0.05.
    const found = [...model.weights, model.intercept];
    for (const [at, wanted] of [1.5, -1, 0, 0.5].entries()) expect(Math.abs(found[at]! - wanted)).toBeLessThan(0.2);
  });

  it('ends where the gradient of the penalised loss is zero', () => {
    const train = rowsOf(300, [1, 2], -1, 2);
    const model = trainLogistic(train, ['a', 'b'], PARAMETERS);

    const residuals = predictLinear(model, train.values).map((probability, row) => probability - train.labels[row]!);
    expect(residuals.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 6);
    for (const feature of [0, 1]) {
      const gradient = residuals.reduce((sum, value, row) => sum + value * train.values[row * 2 + feature]!, 0);
      expect(gradient + model.weights[feature]!).toBeCloseTo(0, 5);
    }
  });

  it('stays finite where the classes can be told apart without a mistake', () => {
    const model = trainLogistic({ values: Float32Array.from([-1, -2, 1, 2]), labels: [0, 0, 1, 1] }, ['a'], PARAMETERS);

    expect(model.weights[0]).toBeGreaterThan(0);
    expect(Number.isFinite(model.weights[0]!)).toBe(true);
  });

  it('takes a missing feature for one that adds nothing', () => {
    const model = trainLogistic(rowsOf(100, [1], 0, 3), ['a'], PARAMETERS);

    expect(predictLinear(model, Float32Array.from([Number.NaN]))[0]).toBeCloseTo(
      1 / (1 + Math.exp(-model.intercept)),
      9,
    );
  });
});

describe('readLinearModel', () => {
  it('reads what was written', () => {
    const model = trainLogistic(rowsOf(50, [1], 0, 3), ['a'], PARAMETERS);

    expect(readLinearModel(JSON.parse(JSON.stringify(model)), 'model')).toEqual(model);
  });

  it.each([
    [{ version: 2 }, 'no linear model'],
    [{ version: 1, kind: 'logistic', features: ['a', 'b'], weights: [1], intercept: 0 }, '1 weights for 2 features'],
  ])('refuses %j', (content, reason) => {
    expect(() => readLinearModel(content, 'model.json')).toThrow(
      expect.objectContaining({ name: 'ModelInvalid', message: expect.stringContaining(reason) }),
    );
  });
});
