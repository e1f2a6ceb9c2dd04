import { writeXgboostModel } from '../../../../algorithm/trees/model/write-xgboost-model';
import { readXgboostModel } from '../../../../core/table-model/trees/read-xgboost-model';
import { randomTrees } from '../../../fixtures/algorithm/random-trees';

type Json = Record<string, never>;
const written = (): Json => JSON.parse(writeXgboostModel(randomTrees(1, 4, 2))) as Json;
const changed = (change: (model: never) => void): unknown => {
  const model = written();
  change(model as never);
  return model;
};
// biome-ignore lint/suspicious/noExplicitAny: a model is changed at any depth, as a damaged file would be
const model = (change: (learner: any) => void) => changed((root: { learner: unknown }) => change(root.learner));

describe('readXgboostModel', () => {
  it('reads what newer and older versions write differently', () => {
    const content = model((learner) => {
      learner.learner_model_param.base_score = '[2.5E-1]';
      for (const tree of learner.gradient_booster.model.trees) tree.default_left = tree.default_left.map(Boolean);
    });

    const read = readXgboostModel({ Config: {}, Model: content }, 'model.json');

    expect(read.baseMargin).toBeCloseTo(Math.log(0.25 / 0.75), 6);
    expect(read.trees).toHaveLength(2);
    expect([...read.trees[0]!.missingLeft]).toEqual([...randomTrees(1, 4, 2).trees[0]!.missingLeft]);
  });

  it.each([
    ['another booster', model((learner) => (learner.gradient_booster.name = 'dart')), 'its booster is dart'],
    ['another objective', model((learner) => (learner.objective.name = 'rank:ndcg')), 'its objective is rank:ndcg'],
    ['several classes', model((learner) => (learner.learner_model_param.num_class = '3')), 'several classes'],
    [
      'a split by category',
      model((learner) => (learner.gradient_booster.model.trees[1].split_type[0] = 1)),
      'tree 1: it splits by category',
    ],
    ['a feature that is not there', model((learner) => (learner.learner_model_param.num_feature = '0')), 'of 0'],
    [
      'a tree that goes in circles',
      model((learner) => (learner.gradient_booster.model.trees[0].left_children[0] = 0)),
      'node 0 has the child 0',
    ],
    [
      'lists of different lengths',
      model((learner) => learner.gradient_booster.model.trees[0].split_indices.pop()),
      'split_indices has',
    ],
    ['something else', { learner: {} }, 'gradient_booster'],
    ['nothing', null, 'no XGBoost model'],
  ])('refuses %s', (_, content, reason) => {
    expect(() => readXgboostModel(content, 'model.json')).toThrow(
      expect.objectContaining({ name: 'ModelInvalid', message: expect.stringContaining(reason) }),
    );
  });
});
