import { childOf, isLeaf, type Tree, type TreeEnsemble } from '../../../core/table-model/trees/tree-ensemble';

/**
 * Exact Shapley values of the margin against one baseline row, tree by tree: what Kernel SHAP estimates, and equals once it asks about every
 * coalition. Walking a tree with both rows at once, a leaf is reached by the coalitions that hold all features at which the row's way was taken and
 * none at which the baseline's was; with a and b of them, the leaf adds leaf (a-1)! b! / (a+b)! to each of the former and takes
 * leaf a! (b-1)! / (a+b)! from each of the latter.
 * @returns one value a feature; they sum to the row's margin less the baseline's
 * @see Laberge and Pequignot (2022), "Understanding Interventional TreeSHAP": https://arxiv.org/abs/2209.15123
 */
export function baselineTreeShap(
  ensemble: TreeEnsemble,
  row: ArrayLike<number>,
  baseline: ArrayLike<number>,
): Float64Array {
  const values = new Float64Array(ensemble.features);
  // 0 undecided, 1 the row's way, 2 the baseline's.
  const ways = new Uint8Array(ensemble.features);
  for (const tree of ensemble.trees) walk({ tree, row, baseline, ways, values }, 0, [], []);
  return values;
}

interface Walk {
  readonly tree: Tree;
  readonly row: ArrayLike<number>;
  readonly baseline: ArrayLike<number>;
  readonly ways: Uint8Array;
  readonly values: Float64Array;
}

function walk(walked: Walk, node: number, ofRow: number[], ofBaseline: number[]): void {
  const { tree, row, baseline, ways } = walked;
  if (isLeaf(tree, node)) {
    credit(walked, tree.value[node]!, ofRow, ofBaseline);
    return;
  }
  const [own, others] = [childOf(tree, node, row), childOf(tree, node, baseline)];
  const feature = tree.feature[node]!;
  if (own === others) walk(walked, own, ofRow, ofBaseline);
  else if (ways[feature] === 1) walk(walked, own, ofRow, ofBaseline);
  else if (ways[feature] === 2) walk(walked, others, ofRow, ofBaseline);
  else {
    ways[feature] = 1;
    ofRow.push(feature);
    walk(walked, own, ofRow, ofBaseline);
    ofRow.pop();
    ways[feature] = 2;
    ofBaseline.push(feature);
    walk(walked, others, ofRow, ofBaseline);
    ofBaseline.pop();
    ways[feature] = 0;
  }
}

function credit({ values }: Walk, leaf: number, ofRow: readonly number[], ofBaseline: readonly number[]): void {
  const [a, b] = [ofRow.length, ofBaseline.length];
  for (const feature of ofRow) values[feature]! += leaf * factorialRatio(a - 1, b);
  for (const feature of ofBaseline) values[feature]! -= leaf * factorialRatio(a, b - 1);
}

/** a! b! / (a + b + 1)! */
function factorialRatio(a: number, b: number): number {
  let ratio = 1 / (a + b + 1);
  for (let step = 1; step <= Math.min(a, b); step += 1) ratio *= step / (a + b + 1 - step);
  return ratio;
}
