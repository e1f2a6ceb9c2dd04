import { childOf, isLeaf, type Tree, type TreeEnsemble } from '../../../core/table-model/trees/tree-ensemble';

/** One feature on the way to a node: the shares of coalitions without and with it that come this way, and the weight of its position. */
interface PathElement {
  feature: number;
  without: number;
  within: number;
  weight: number;
}

/** The values of a row, and what they start from. */
export interface PathExplanation {
  /** One a feature; with `expectedValue` they sum to the row's margin. */
  readonly values: Float64Array;
  /** Mean margin of the training data, by the trees' covers. */
  readonly expectedValue: number;
}

/**
 * TreeSHAP: exact Shapley values of the margin when a feature that is left out goes both ways, in proportion to the training data (XGBoost's
 * `pred_contribs`). Needs no baseline row. One walk through each tree, in time leaves x depth^2.
 * @see Lundberg, Erion and Lee (2018), "Consistent Individualized Feature Attribution for Tree Ensembles", algorithm 2: https://arxiv.org/abs/1802.03888
 */
export function pathTreeShap(ensemble: TreeEnsemble, row: ArrayLike<number>): PathExplanation {
  const values = new Float64Array(ensemble.features);
  let expectedValue = ensemble.baseMargin;
  for (const tree of ensemble.trees) {
    expectedValue += expectedLeaf(tree, 0);
    descend(tree, row, values, 0, [], 1, 1, -1);
  }
  return { values, expectedValue };
}

/** Mean leaf below a node, weighted by cover. */
function expectedLeaf(tree: Tree, node: number): number {
  if (isLeaf(tree, node)) return tree.value[node]!;
  const [left, right] = [tree.left[node]!, tree.right[node]!];
  const [one, other] = [tree.cover[left]!, tree.cover[right]!];
  return (one * expectedLeaf(tree, left) + other * expectedLeaf(tree, right)) / (one + other);
}

function descend(
  tree: Tree,
  row: ArrayLike<number>,
  values: Float64Array,
  node: number,
  above: readonly PathElement[],
  without: number,
  within: number,
  feature: number,
): void {
  const path = extended(above, without, within, feature);
  if (isLeaf(tree, node)) {
    for (let index = 1; index < path.length; index += 1) {
      const { feature: of, within: one, without: zero } = path[index]!;
      values[of]! += unwoundSum(path, index) * (one - zero) * tree.value[node]!;
    }
    return;
  }
  const [left, right] = [tree.left[node]!, tree.right[node]!];
  const hot = childOf(tree, node, row);
  const cold = hot === left ? right : left;
  const cover = tree.cover[left]! + tree.cover[right]!;
  const split = tree.feature[node]!;
  // A feature that was on the path already is taken out, and its shares go on.
  const known = path.findIndex((element, index) => index > 0 && element.feature === split);
  const shares = known === -1 ? { without: 1, within: 1 } : path[known]!;
  const next = known === -1 ? path : unwound(path, known);
  descend(tree, row, values, hot, next, (shares.without * tree.cover[hot]!) / cover, shares.within, split);
  descend(tree, row, values, cold, next, (shares.without * tree.cover[cold]!) / cover, 0, split);
}

function extended(path: readonly PathElement[], without: number, within: number, feature: number): PathElement[] {
  const length = path.length;
  const longer = path.map((element) => ({ ...element }));
  longer.push({ feature, without, within, weight: length === 0 ? 1 : 0 });
  for (let index = length - 1; index >= 0; index -= 1) {
    longer[index + 1]!.weight += (within * longer[index]!.weight * (index + 1)) / (length + 1);
    longer[index]!.weight = (without * longer[index]!.weight * (length - index)) / (length + 1);
  }
  return longer;
}

/** The path without one of its features, as if it had never been extended by it. */
function unwound(path: readonly PathElement[], at: number): PathElement[] {
  const last = path.length - 1;
  const { within, without } = path[at]!;
  const shorter = path.map((element) => ({ ...element }));
  let next = shorter[last]!.weight;
  for (let index = last - 1; index >= 0; index -= 1) {
    if (within !== 0) {
      const weight = shorter[index]!.weight;
      shorter[index]!.weight = (next * (last + 1)) / ((index + 1) * within);
      next = weight - (shorter[index]!.weight * without * (last - index)) / (last + 1);
    } else {
      shorter[index]!.weight = (shorter[index]!.weight * (last + 1)) / (without * (last - index));
    }
  }
  for (let index = at; index < last; index += 1) {
    const { feature, without: zero, within: one } = shorter[index + 1]!;
    Object.assign(shorter[index]!, { feature, without: zero, within: one });
  }
  shorter.pop();
  return shorter;
}

/** Sum of the weights of the path without one of its features. */
function unwoundSum(path: readonly PathElement[], at: number): number {
  const last = path.length - 1;
  const { within, without } = path[at]!;
  let next = path[last]!.weight;
  let total = 0;
  for (let index = last - 1; index >= 0; index -= 1) {
    if (within !== 0) {
      const weight = (next * (last + 1)) / ((index + 1) * within);
      total += weight;
      next = path[index]!.weight - weight * without * ((last - index) / (last + 1));
    } else {
      total += path[index]!.weight / (without * ((last - index) / (last + 1)));
    }
  }
  return total;
}
