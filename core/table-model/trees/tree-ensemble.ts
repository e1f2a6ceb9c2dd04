/**
 * One regression tree as arrays, node by node; node 0 is the root. At a split, a row goes left where its feature is below the condition, right where it
 * is not, and where the feature is missing as the split has learned.
 */
export interface Tree {
  /** Index of the left child; -1 at a leaf. */
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** Feature of the split; 0 at a leaf. */
  readonly feature: Int32Array;
  /** Condition of the split, or the leaf's value. */
  readonly value: Float32Array;
  /** 1 where a missing feature goes left. */
  readonly missingLeft: Uint8Array;
  /** Sum of the training rows' hessians: how much of the training data came by. */
  readonly cover: Float32Array;
  /** What the split gained in the training loss; 0 at a leaf. */
  readonly gain: Float32Array;
}

/** Objectives that a boosted ensemble can be read, trained and served with. */
export const OBJECTIVES = ['binary:logistic', 'reg:squarederror'] as const;
export type Objective = (typeof OBJECTIVES)[number];

/** Gradient-boosted trees: the sum of a leaf of each, through the objective's link. */
export interface TreeEnsemble {
  readonly objective: Objective;
  /** How many features a row has. */
  readonly features: number;
  readonly featureNames?: readonly string[];
  /** What every row starts from, as a margin: log odds for binary:logistic. */
  readonly baseMargin: number;
  readonly trees: readonly Tree[];
}

export const isLeaf = (tree: Tree, node: number): boolean => tree.left[node] === -1;

/** The leaf that a row ends in. */
export function leafOf(tree: Tree, row: ArrayLike<number>): number {
  let node = 0;
  while (tree.left[node] !== -1) node = childOf(tree, node, row);
  return node;
}

/** The child that a row goes to from a split. NaN is a missing feature. Comparison is in single precision, as XGBoost's is. */
export function childOf(tree: Tree, node: number, row: ArrayLike<number>): number {
  const value = Math.fround(row[tree.feature[node]!]!);
  // A comparison with NaN is false: missing is asked after first.
  const goesLeft = value < tree.value[node]! || (Number.isNaN(value) && tree.missingLeft[node] === 1);
  return goesLeft ? tree.left[node]! : tree.right[node]!;
}
