import type { Tree } from '../../../core/table-model/trees/tree-ensemble';
import type { BoostingParameters } from './boosting-parameters';
import { bestSplits, type Gradients, type NodeSums, type Split } from './split-search';
import type { TrainingTable } from './training-table';

interface GrowingNode {
  readonly sums: NodeSums;
  split?: Split;
  left?: GrowingNode;
  right?: GrowingNode;
}

/**
 * One regression tree on the gradients, level by level, then pruned from the leaves up: a split that saves less than gamma goes when what is
 * below it has gone.
 * @param isSampled which rows the tree sees
 * @param features which features it may split by
 */
export function growTree(
  table: TrainingTable,
  gradients: Gradients,
  parameters: BoostingParameters,
  isSampled: Uint8Array,
  features: readonly number[],
): Tree {
  const root: GrowingNode = { sums: { gradient: 0, hessian: 0 } };
  const openNode = new Int32Array(table.rows).fill(-1);
  for (let row = 0; row < table.rows; row += 1) if (isSampled[row] === 1) join(openNode, row, 0, root, gradients);
  let open: GrowingNode[] = [root];
  for (let depth = 0; depth < parameters.max_depth && open.length > 0; depth += 1) {
    const sums = open.map((node) => node.sums);
    const splits = bestSplits({ table, gradients, parameters, openNode, sums, features });
    for (const [index, node] of open.entries()) node.split = splits[index];
    open = descend(table, gradients, openNode, open);
  }
  prune(root, parameters.gamma);
  return arraysOf(root, parameters);
}

function join(openNode: Int32Array, row: number, index: number, node: GrowingNode, gradients: Gradients): void {
  openNode[row] = index;
  node.sums.gradient += gradients.gradient[row]!;
  node.sums.hessian += gradients.hessian[row]!;
}

/** Splits what has a split, moves its rows, and returns the new open nodes. */
function descend(
  table: TrainingTable,
  gradients: Gradients,
  openNode: Int32Array,
  open: readonly GrowingNode[],
): GrowingNode[] {
  const next: GrowingNode[] = [];
  const firstChild = open.map((node) => {
    if (node.split === undefined) return -1;
    node.left = { sums: { gradient: 0, hessian: 0 } };
    node.right = { sums: { gradient: 0, hessian: 0 } };
    return next.push(node.left, node.right) - 2;
  });
  for (let row = 0; row < table.rows; row += 1) {
    const index = openNode[row]!;
    if (index === -1) continue;
    const child = firstChild[index]!;
    if (child === -1) {
      openNode[row] = -1;
      continue;
    }
    const { feature, condition, missingLeft } = open[index]!.split!;
    const value = table.columns[feature]![row]!;
    const to = (Number.isNaN(value) ? missingLeft : value < condition) ? child : child + 1;
    join(openNode, row, to, next[to]!, gradients);
  }
  return next;
}

function prune(node: GrowingNode, gamma: number): void {
  if (node.left === undefined || node.right === undefined) {
    node.split = undefined;
    return;
  }
  prune(node.left, gamma);
  prune(node.right, gamma);
  if (node.left.split !== undefined || node.right.split !== undefined || node.split!.gain >= gamma) return;
  node.left = undefined;
  node.right = undefined;
  node.split = undefined;
}

/** Breadth first, as XGBoost numbers nodes. */
function arraysOf(root: GrowingNode, { lambda, eta }: BoostingParameters): Tree {
  const nodes = [root];
  for (const node of nodes) if (node.left !== undefined) nodes.push(node.left, node.right!);
  const place = new Map(nodes.map((node, index) => [node, index]));
  const child = (node: GrowingNode | undefined): number => (node === undefined ? -1 : place.get(node)!);
  const leaf = ({ sums }: GrowingNode): number => (-eta * sums.gradient) / (sums.hessian + lambda);
  return {
    left: Int32Array.from(nodes, ({ left }) => child(left)),
    right: Int32Array.from(nodes, ({ right }) => child(right)),
    feature: Int32Array.from(nodes, ({ split }) => split?.feature ?? 0),
    value: Float32Array.from(nodes, (node) => node.split?.condition ?? leaf(node)),
    missingLeft: Uint8Array.from(nodes, ({ split }) => (split?.missingLeft === true ? 1 : 0)),
    cover: Float32Array.from(nodes, ({ sums }) => sums.hessian),
    gain: Float32Array.from(nodes, ({ split }) => split?.gain ?? 0),
  };
}
