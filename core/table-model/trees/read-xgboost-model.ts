import * as z from 'zod';
import { ModelInvalid } from '../model-invalid';
import { OBJECTIVES, type Tree, type TreeEnsemble } from './tree-ensemble';

const numbers = z.array(z.number());
const treeSchema = z.object({
  left_children: numbers,
  right_children: numbers,
  split_indices: numbers,
  split_conditions: numbers,
  /** Booleans, or 0 and 1, by XGBoost's version. */
  default_left: z.array(z.union([z.boolean(), z.number()])),
  sum_hessian: numbers,
  loss_changes: numbers,
  /** 1 for a split by category. */
  split_type: numbers.optional(),
});
const learnerSchema = z.object({
  learner: z.object({
    feature_names: z.array(z.string()).optional(),
    gradient_booster: z.object({
      name: z.string(),
      model: z.object({ trees: z.array(z.unknown()), tree_info: numbers }),
    }),
    learner_model_param: z.object({ base_score: z.string(), num_feature: z.string(), num_class: z.string() }),
    objective: z.object({ name: z.string() }),
  }),
});

/**
 * Reads a model that XGBoost has saved as JSON (1.0 and later), by itself or inside the memory image that its configuration comes with
 * (`{"Config", "Model"}`).
 * @param file what to call the file in an error
 * @throws ModelInvalid for what is no such model, or one that this program would answer wrongly: another booster than gbtree, several
 * classes, another objective, splits by category
 */
export function readXgboostModel(content: unknown, file: string): TreeEnsemble {
  const fail = (reason: string, cause?: unknown): ModelInvalid =>
    new ModelInvalid(`${file} is no XGBoost model that can be served: ${reason}`, { cause });
  const inner = (content as { Model?: unknown } | null)?.Model ?? content;
  const parsed = learnerSchema.safeParse(inner);
  if (!parsed.success) throw fail(z.prettifyError(parsed.error).replaceAll('\n', ' '), parsed.error);
  const { learner } = parsed.data;
  const { name, model } = learner.gradient_booster;
  if (name !== 'gbtree') throw fail(`its booster is ${name}; gbtree is supported.`);
  const objective = OBJECTIVES.find((known) => known === learner.objective.name);
  if (objective === undefined)
    throw fail(`its objective is ${learner.objective.name}; ${OBJECTIVES.join(' and ')} are supported.`);
  if (Number(learner.learner_model_param.num_class) > 1 || model.tree_info.some((of) => of !== 0))
    throw fail('it has trees for several classes; one output is supported.');
  const features = Number(learner.learner_model_param.num_feature);
  const trees = model.trees.map((tree, index) =>
    readTree(tree, features, (reason) => fail(`tree ${index}: ${reason}`)),
  );
  // Newer versions write a list of one: "[5E-1]".
  const baseScore = Number(learner.learner_model_param.base_score.replaceAll(/[[\]]/g, ''));
  if (!Number.isFinite(baseScore)) throw fail(`its base_score is '${learner.learner_model_param.base_score}'.`);
  const names = learner.feature_names;
  return {
    objective,
    features,
    featureNames: names !== undefined && names.length === features ? names : undefined,
    baseMargin: objective === 'binary:logistic' ? Math.log(baseScore / (1 - baseScore)) : baseScore,
    trees,
  };
}

function readTree(content: unknown, features: number, fail: (reason: string) => Error): Tree {
  const parsed = treeSchema.safeParse(content);
  if (!parsed.success) throw fail(z.prettifyError(parsed.error).replaceAll('\n', ' '));
  const { left_children: left, right_children: right, split_indices: feature, ...rest } = parsed.data;
  const nodes = left.length;
  for (const [key, list] of Object.entries(parsed.data))
    if (list !== undefined && list.length !== nodes && !(key === 'split_type' && list.length === 0))
      throw fail(`${key} has ${list.length} entries for ${nodes} nodes.`);
  if (rest.split_type?.some((type) => type !== 0)) throw fail('it splits by category; numeric splits are supported.');
  for (let node = 0; node < nodes; node += 1) {
    if (left[node] === -1) continue;
    // Children after their parent: no walk can go in circles.
    for (const child of [left[node]!, right[node]!])
      if (!(Number.isInteger(child) && child > node && child < nodes))
        throw fail(`node ${node} has the child ${child}.`);
    if (!(feature[node]! < features)) throw fail(`node ${node} splits by feature ${feature[node]} of ${features}.`);
  }
  return {
    left: Int32Array.from(left),
    right: Int32Array.from(right),
    feature: Int32Array.from(feature),
    value: Float32Array.from(rest.split_conditions),
    missingLeft: Uint8Array.from(rest.default_left, Number),
    cover: Float32Array.from(rest.sum_hessian),
    gain: Float32Array.from(rest.loss_changes),
  };
}
