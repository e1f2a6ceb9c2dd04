import { SeededRandom } from '../../../core/seeded-random';
import { sigmoid } from '../../../core/table-model/trees/predict';
import { leafOf, type Tree, type TreeEnsemble } from '../../../core/table-model/trees/tree-ensemble';
import { TrainingDiverged } from '../../container/algorithm-error';
import type { BoostingParameters } from './boosting-parameters';
import { growTree } from './grow-tree';
import type { Gradients } from './split-search';
import { trainingTable } from './training-table';

/** Rows to learn from, or to look at while learning. */
export interface LabelledRows {
  /** rows x features, row by row; NaN where a feature is missing. */
  readonly values: Float32Array;
  /** 0 or 1 for binary:logistic. */
  readonly labels: ArrayLike<number>;
}

export interface TreesTraining {
  readonly train: LabelledRows;
  readonly features: number;
  readonly featureNames?: readonly string[];
  readonly parameters: BoostingParameters;
}

/** What there is after a tree. */
export interface BoostingRound {
  /** Counted from 0. */
  readonly round: number;
  /** All trees so far; the last one is new. */
  readonly ensemble: TreeEnsemble;
  /** Of the training rows. They go on changing. */
  readonly margins: Float64Array;
  /** Of each training row 1 where the new tree was grown on it, else 0. */
  readonly isSampled: Uint8Array;
}

/**
 * Gradient-boosted trees. The same data, parameters and seed give the same trees on every platform, up to the last bit of exp.
 * @throws TrainingDiverged
 * @see Chen and Guestrin (2016): https://arxiv.org/abs/1603.02754
 */
export function trainTrees(training: TreesTraining): TreeEnsemble {
  let last: BoostingRound | undefined;
  for (const round of boostingRounds(training)) last = round;
  return last!.ensemble;
}

/** As `trainTrees`, tree by tree: whoever asks may do other things in between, or stop asking. */
export function* boostingRounds({
  train,
  features,
  featureNames,
  parameters,
}: TreesTraining): Generator<BoostingRound> {
  const { objective, base_score: base, seed } = parameters;
  const table = trainingTable(train.values, features);
  const baseMargin = objective === 'binary:logistic' ? Math.log(base / (1 - base)) : base;
  const margins = new Float64Array(table.rows).fill(baseMargin);
  const trees: Tree[] = [];
  const ensemble: TreeEnsemble = { objective, features, featureNames, baseMargin, trees };
  for (let round = 0; round < parameters.num_round; round += 1) {
    const random = new SeededRandom(seed, 'boosting', round);
    const isSampled = Uint8Array.from(margins, () => (random.chance(parameters.subsample) ? 1 : 0));
    const allowed = sampledFeatures(features, parameters.colsample_bytree, random);
    const tree = growTree(table, gradientsOf(margins, train.labels, parameters), parameters, isSampled, allowed);
    trees.push(tree);
    for (let row = 0; row < table.rows; row += 1)
      margins[row]! += tree.value[leafOf(tree, train.values.subarray(row * features, (row + 1) * features))]!;
    if (!margins.every(Number.isFinite))
      throw new TrainingDiverged(`The margins are no numbers any more after tree ${round}: choose a smaller eta.`);
    yield { round, ensemble, margins, isSampled };
  }
}

function gradientsOf(margins: Float64Array, labels: ArrayLike<number>, parameters: BoostingParameters): Gradients {
  const { objective, scale_pos_weight: weight } = parameters;
  const gradient = new Float64Array(margins.length);
  const hessian = new Float64Array(margins.length);
  for (let row = 0; row < margins.length; row += 1) {
    const label = labels[row]!;
    if (objective === 'reg:squarederror') {
      gradient[row] = margins[row]! - label;
      hessian[row] = 1;
      continue;
    }
    const probability = sigmoid(margins[row]!);
    const times = label === 1 ? weight : 1;
    gradient[row] = times * (probability - label);
    // Above zero, so that a side that is sure of everything does not count as empty.
    hessian[row] = times * Math.max(1e-16, probability * (1 - probability));
  }
  return { gradient, hessian };
}

function sampledFeatures(features: number, share: number, random: SeededRandom): number[] {
  const all = Array.from({ length: features }, (_, feature) => feature);
  if (share >= 1) return all;
  return random
    .shuffled(all)
    .slice(0, Math.max(1, Math.round(share * features)))
    .sort((one, other) => one - other);
}
