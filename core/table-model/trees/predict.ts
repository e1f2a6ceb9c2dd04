import { leafOf, type TreeEnsemble } from './tree-ensemble';

/** The sum of the trees' leaves for a row, before the link; in single precision, tree by tree, as XGBoost adds. */
export function marginOf({ trees, baseMargin }: TreeEnsemble, row: ArrayLike<number>): number {
  let margin = Math.fround(baseMargin);
  for (const tree of trees) margin = Math.fround(margin + tree.value[leafOf(tree, row)]!);
  return margin;
}

/** What the model answers for a row: a probability 0..1 for binary:logistic, else the margin itself. */
export function predict(ensemble: TreeEnsemble, row: ArrayLike<number>): number {
  const margin = marginOf(ensemble, row);
  return ensemble.objective === 'binary:logistic' ? sigmoid(margin) : margin;
}

export const sigmoid = (margin: number): number => 1 / (1 + Math.exp(-margin));
