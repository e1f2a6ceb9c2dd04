import { type BoostingParameters, DEFAULT_BOOSTING } from '../../../../algorithm/trees/training/boosting-parameters';
import { boostingRounds, trainTrees } from '../../../../algorithm/trees/training/train-trees';
import { SeededRandom } from '../../../../core/seeded-random';
import { predict } from '../../../../core/table-model/trees/predict';
import type { TreeEnsemble } from '../../../../core/table-model/trees/tree-ensemble';

const FEATURES = 4;

/** Feature 0 and 1 decide together, 2 is missing where that matters, 3 is noise. */
function rowsOf(count: number, seed: number): { values: Float32Array; labels: number[]; rows: number[][] } {
  const random = new SeededRandom('boosting-rows', seed);
  const rows: number[][] = [];
  const labels: number[] = [];
  for (let row = 0; row < count; row += 1) {
    const [a, b] = [random.between(-1, 1), random.between(-1, 1)];
    const isMissing = random.chance(0.3);
    rows.push([a, b, isMissing ? Number.NaN : random.between(0, 1), random.fraction()]);
    labels.push(Number(a * b > 0 || isMissing) ^ Number(random.chance(0.05)));
  }
  return { values: Float32Array.from(rows.flat()), labels, rows };
}

const train = (parameters: Partial<BoostingParameters>, data = rowsOf(600, 1)): TreeEnsemble =>
  trainTrees({
    train: data,
    features: FEATURES,
    parameters: { ...DEFAULT_BOOSTING, num_round: 30, max_depth: 4, eta: 0.3, ...parameters },
  });

function logLoss(ensemble: TreeEnsemble, { rows, labels }: ReturnType<typeof rowsOf>): number {
  const losses = rows.map((row, at) => {
    const probability = predict(ensemble, row);
    return -Math.log(labels[at] === 1 ? probability : 1 - probability);
  });
  return losses.reduce((sum, loss) => sum + loss, 0) / rows.length;
}

const splits = ({ trees }: TreeEnsemble) =>
  trees.flatMap((tree) =>
    [...tree.left].flatMap((left, node) => (left === -1 ? [] : [{ tree, node, left, right: tree.right[node]! }])),
  );

describe('trainTrees', () => {
  it('learns what no single feature tells, and where missing values matter', () => {
    const ensemble = train({});

    const test = rowsOf(500, 2);
    const right = test.rows.filter((row, at) => Number(predict(ensemble, row) > 0.5) === test.labels[at]).length;
    expect(right / test.rows.length).toBeGreaterThan(0.9);
    expect(splits(ensemble).some(({ tree, node }) => tree.feature[node] === 2)).toBe(true);
  });

  it('lowers the training loss with every tree', () => {
    const data = rowsOf(300, 3);
    const parameters = { ...DEFAULT_BOOSTING, num_round: 12, max_depth: 3, eta: 0.3 };
    const losses = Array.from(boostingRounds({ train: data, features: FEATURES, parameters }), ({ round, ensemble }) =>
      logLoss({ ...ensemble, trees: ensemble.trees.slice(0, round + 1) }, data),
    );

    expect(losses).toHaveLength(12);
    for (let round = 1; round < losses.length; round += 1) expect(losses[round]).toBeLessThan(losses[round - 1]!);
  });

  it('puts the Newton step of its rows on every leaf', () => {
    const data = rowsOf(200, 4);
    const ensemble = train({ num_round: 1, max_depth: 2, eta: 0.5, lambda: 2 }, data);
    const [tree] = ensemble.trees;

    // Before the first tree every probability is 0.5: the gradient is 0.5 - label, the hessian 0.25.
    const sums = new Map<number, { gradient: number; hessian: number }>();
    for (const [at, row] of data.rows.entries()) {
      let node = 0;
      while (tree!.left[node] !== -1) {
        const value = Math.fround(row[tree!.feature[node]!]!);
        const goesLeft = Number.isNaN(value) ? tree!.missingLeft[node] === 1 : value < tree!.value[node]!;
        node = goesLeft ? tree!.left[node]! : tree!.right[node]!;
      }
      const known = sums.get(node) ?? { gradient: 0, hessian: 0 };
      sums.set(node, { gradient: known.gradient + 0.5 - data.labels[at]!, hessian: known.hessian + 0.25 });
    }
    for (const [node, { gradient, hessian }] of sums) {
      expect(tree!.value[node]).toBeCloseTo((-0.5 * gradient) / (hessian + 2), 5);
      expect(tree!.cover[node]).toBeCloseTo(hessian, 4);
    }
  });

  it('keeps to max_depth, min_child_weight and gamma', () => {
    const ensemble = train({ max_depth: 2, min_child_weight: 5, gamma: 1.5 });

    for (const { tree, left, right, node } of splits(ensemble)) {
      expect(Math.min(tree.cover[left]!, tree.cover[right]!)).toBeGreaterThanOrEqual(4.999);
      if (tree.left[left] === -1 && tree.left[right] === -1) expect(tree.gain[node]).toBeGreaterThanOrEqual(1.5);
    }
    expect(Math.max(...ensemble.trees.map((tree) => tree.left.length))).toBeLessThanOrEqual(7);
  });

  it('gives the same model for the same seed, and another for another when rows are sampled', () => {
    const leaves = (ensemble: TreeEnsemble) => ensemble.trees.map((tree) => [...tree.value]);

    expect(leaves(train({ subsample: 0.7, seed: 5 }))).toEqual(leaves(train({ subsample: 0.7, seed: 5 })));
    expect(leaves(train({ subsample: 0.7, seed: 5 }))).not.toEqual(leaves(train({ subsample: 0.7, seed: 6 })));
  });

  it('learns a mean where the objective is the squared error', () => {
    const data = { values: Float32Array.from([0, 0, 1, 1]), labels: [1, 3, 10, 12] };
    const ensemble = trainTrees({
      train: data,
      features: 1,
      parameters: { ...DEFAULT_BOOSTING, objective: 'reg:squarederror', num_round: 60, max_depth: 1, lambda: 0 },
    });

    expect(predict(ensemble, [0])).toBeCloseTo(2, 3);
    expect(predict(ensemble, [1])).toBeCloseTo(11, 3);
  });

  it('leaves a single leaf when nothing can be told apart', () => {
    const data = { values: Float32Array.from([1, 1, 1, 1]), labels: [1, 1, 1, 0] };
    const ensemble = trainTrees({ train: data, features: 1, parameters: { ...DEFAULT_BOOSTING, num_round: 1 } });

    expect(ensemble.trees[0]!.left).toHaveLength(1);
    expect(predict(ensemble, [1])).toBeGreaterThan(0.5);
  });

  it('tells of each tree, and stops when nobody asks for the next', () => {
    const sizes: number[] = [];
    for (const { round, ensemble } of boostingRounds({
      train: rowsOf(50, 1),
      features: FEATURES,
      parameters: DEFAULT_BOOSTING,
    })) {
      sizes.push(ensemble.trees.length);
      if (round === 3) break;
    }

    expect(sizes).toEqual([1, 2, 3, 4]);
  });
});
