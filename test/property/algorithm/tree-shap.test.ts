import { baselineTreeShap } from '../../../algorithm/trees/explanation/baseline-tree-shap';
import { pathTreeShap } from '../../../algorithm/trees/explanation/path-tree-shap';
import { KernelShap } from '../../../core/monitoring/explainability/kernel-shap';
import { SeededRandom } from '../../../core/seeded-random';
import { CompiledEnsemble } from '../../../core/table-model/trees/compiled-ensemble';
import { marginOf, predict } from '../../../core/table-model/trees/predict';
import { childOf, isLeaf, type Tree, type TreeEnsemble } from '../../../core/table-model/trees/tree-ensemble';
import { randomTrees } from '../../fixtures/algorithm/random-trees';

const FEATURES = 6;
const SEEDS = Array.from({ length: 40 }, (_, seed) => seed);

function randomRow(random: SeededRandom): number[] {
  return Array.from({ length: FEATURES }, () => (random.chance(0.15) ? Number.NaN : random.between(-1, 1)));
}

/** Shapley's definition, from the worth of every coalition. */
function shapley(worth: (set: number) => number): number[] {
  const factorial = (of: number): number => (of < 2 ? 1 : of * factorial(of - 1));
  const worths = Array.from({ length: 2 ** FEATURES }, (_, set) => worth(set));
  return Array.from({ length: FEATURES }, (_, feature) =>
    worths.reduce((sum, without, set) => {
      if ((set >> feature) & 1) return sum;
      const size = set.toString(2).replaceAll('0', '').length;
      const weight = (factorial(size) * factorial(FEATURES - size - 1)) / factorial(FEATURES);
      return sum + weight * (worths[set | (1 << feature)]! - without);
    }, 0),
  );
}

/** Mean leaf of the rows of training data that agree with the row in the features of a coalition, by covers. */
function conditional(tree: Tree, node: number, row: readonly number[], set: number): number {
  if (isLeaf(tree, node)) return tree.value[node]!;
  if ((set >> tree.feature[node]!) & 1) return conditional(tree, childOf(tree, node, row), row, set);
  const [left, right] = [tree.left[node]!, tree.right[node]!];
  const [one, other] = [tree.cover[left]!, tree.cover[right]!];
  return (one * conditional(tree, left, row, set) + other * conditional(tree, right, row, set)) / (one + other);
}

/** In double precision, for comparison with sums in double precision. */
const exactMargin = ({ trees }: TreeEnsemble, row: readonly number[]): number =>
  trees.reduce((sum, tree) => sum + conditional(tree, 0, row, 2 ** FEATURES - 1), 0);

describe('TreeSHAP', () => {
  it.each(SEEDS)('equals Shapley’s definition for random trees, whole and against a baseline (%i)', (seed) => {
    const random = new SeededRandom('rows', seed);
    const ensemble = randomTrees(seed, FEATURES, 3);
    const [row, baseline] = [randomRow(random), randomRow(random)];

    const path = pathTreeShap(ensemble, row);
    const against = baselineTreeShap(ensemble, row, baseline);

    const wanted = shapley((set) => ensemble.trees.reduce((sum, tree) => sum + conditional(tree, 0, row, set), 0));
    const wantedAgainst = shapley((set) =>
      exactMargin(
        ensemble,
        row.map((value, at) => ((set >> at) & 1 ? value : baseline[at]!)),
      ),
    );
    for (let feature = 0; feature < FEATURES; feature += 1) {
      expect(path.values[feature]).toBeCloseTo(wanted[feature]!, 8);
      expect(against[feature]).toBeCloseTo(wantedAgainst[feature]!, 8);
    }
    const sum = path.values.reduce((total, value) => total + value, path.expectedValue);
    expect(sum).toBeCloseTo(exactMargin(ensemble, row), 8);
  });

  it('is what Kernel SHAP finds when it asks about every coalition', async () => {
    const random = new SeededRandom('kernel');
    const ensemble = randomTrees(99, FEATURES, 8);
    const [row, baseline] = [0, 1].map(() => Array.from({ length: FEATURES }, () => random.between(-1, 1))) as [
      number[],
      number[],
    ];
    const shap = await KernelShap.create(
      async (rows) => rows.map((each) => [exactMargin(ensemble, each.map(Number))]),
      {
        baseline: [baseline],
        seed: 1,
      },
    );

    const exact = baselineTreeShap(ensemble, row, baseline);

    for await (const { values } of shap.explain([row]))
      for (let feature = 0; feature < FEATURES; feature += 1)
        expect(values[0]![feature]).toBeCloseTo(exact[feature]!, 7);
  });
});

describe('CompiledEnsemble', () => {
  it.each(SEEDS.slice(0, 10))('answers as the trees themselves do, bit by bit, missing values too (%i)', (seed) => {
    const random = new SeededRandom('compiled', seed);
    const ensemble = randomTrees(seed, FEATURES, 20);
    const rows = Array.from({ length: 30 }, () => randomRow(random));

    const answers = new CompiledEnsemble(ensemble).predictRows(Float32Array.from(rows.flat()));

    expect([...answers]).toEqual(rows.map((row) => predict(ensemble, row)));
    expect(marginOf(ensemble, rows[0]!)).toBeCloseTo(exactMargin(ensemble, rows[0]!), 5);
  });
});
