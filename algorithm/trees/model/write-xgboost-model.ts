import { sigmoid } from '../../../core/table-model/trees/predict';
import type { Tree, TreeEnsemble } from '../../../core/table-model/trees/tree-ensemble';

/** What XGBoost writes for the parent of the root. */
const NO_PARENT = 2147483647;

/** The model as JSON in the form of XGBoost 1.3 to 2.1, which XGBoost itself and everything that reads its JSON can load. */
export function writeXgboostModel(ensemble: TreeEnsemble): string {
  const { objective, features, featureNames, baseMargin, trees } = ensemble;
  const baseScore = objective === 'binary:logistic' ? sigmoid(baseMargin) : baseMargin;
  return JSON.stringify({
    learner: {
      attributes: {},
      feature_names: featureNames ?? [],
      feature_types: [],
      gradient_booster: {
        model: {
          gbtree_model_param: { num_parallel_tree: '1', num_trees: String(trees.length), size_leaf_vector: '0' },
          tree_info: trees.map(() => 0),
          trees: trees.map((tree, id) => writtenTree(tree, id, features)),
        },
        name: 'gbtree',
      },
      learner_model_param: {
        base_score: baseScore.toExponential(),
        boost_from_average: '1',
        num_class: '0',
        num_feature: String(features),
        num_target: '1',
      },
      objective: { name: objective, reg_loss_param: { scale_pos_weight: '1' } },
    },
    version: [1, 7, 6],
  });
}

function writtenTree(tree: Tree, id: number, features: number): object {
  const nodes = tree.left.length;
  const parents = new Array<number>(nodes).fill(NO_PARENT);
  for (let node = 0; node < nodes; node += 1) {
    if (tree.left[node] === -1) continue;
    parents[tree.left[node]!] = node;
    parents[tree.right[node]!] = node;
  }
  return {
    // Weights before the learning rate, which only a continued training would read: the leaves' own.
    base_weights: [...tree.value].map((value, node) => (tree.left[node] === -1 ? value : 0)),
    categories: [],
    categories_nodes: [],
    categories_segments: [],
    categories_sizes: [],
    default_left: [...tree.missingLeft],
    id,
    left_children: [...tree.left],
    loss_changes: [...tree.gain],
    parents,
    right_children: [...tree.right],
    split_conditions: [...tree.value],
    split_indices: [...tree.feature],
    split_type: new Array<number>(nodes).fill(0),
    sum_hessian: [...tree.cover],
    tree_param: {
      num_deleted: '0',
      num_feature: String(features),
      num_nodes: String(nodes),
      size_leaf_vector: '0',
    },
  };
}
