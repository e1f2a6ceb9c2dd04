import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LINEAR_FILE, type LinearModel, predictLinear } from '../core/table-model/linear/linear-model';
import { refuseOtherTables } from './channels/table-channels';
import { ChannelInvalid, HyperparameterInvalid } from './container/algorithm-error';
import { readJsonFile } from './container/read-json-file';
import { readLinearHyperparameters } from './linear/linear-hyperparameters';
import { denormalised, normalised, scaleOf } from './linear/normalise';
import { qualityLines } from './linear/quality-lines';
import { trainLogistic } from './linear/train-logistic';
import { checkClassLabels, type LabelledTable, readLabelledRows } from './tables/read-labelled-rows';
import type { TrainOptions } from './train';

/** Newton's method takes five to ten. */
const MAX_STEPS = 100;

/**
 * A logistic regression as the built-in Linear Learner is asked for one: tables in, `linear-model.json` out.
 * @throws AlgorithmError (HyperparameterInvalid, ChannelInvalid, TrainingDiverged)
 */
export async function trainLinear({ folder, log }: TrainOptions): Promise<void> {
  const started = performance.now();
  const { notes, featureCount, penalty, isNormalised } = readLinearHyperparameters(
    readJsonFile(folder.hyperparametersFile),
  );
  for (const note of notes) log(note);
  refuseOtherTables(readJsonFile(folder.inputDataConfigFile));
  const train = readLabelledRows(folder, 'train');
  if (train === undefined)
    throw new ChannelInvalid('The channel train is missing; it holds the rows, the label first.');
  if (featureCount !== undefined && featureCount !== train.features)
    throw new HyperparameterInvalid(`feature_dim is ${featureCount}, but the rows have ${train.features} features.`);
  checkClassLabels(train, 'train');
  const validation = readLabelledRows(folder, 'validation', train.features);
  if (validation !== undefined) checkClassLabels(validation, 'validation');
  log(
    `${train.features} features; train: ${train.labels.length} rows; validation: ${validation?.labels.length ?? 'no'} rows.`,
  );
  const model = regression(train, penalty, isNormalised);
  for (const line of qualityLines('train', answered(model, train))) log(line);
  if (validation !== undefined) for (const line of qualityLines('validation', answered(model, validation))) log(line);
  mkdirSync(folder.model, { recursive: true });
  writeFileSync(join(folder.model, LINEAR_FILE), `${JSON.stringify(model, undefined, 2)}\n`);
  log(`Training completed: ${train.features} weights, ${((performance.now() - started) / 1000).toFixed(1)} s in all.`);
}

function regression(train: LabelledTable, penalty: number, isNormalised: boolean): LinearModel {
  const names = Array.from({ length: train.features }, (_, feature) => `f${feature}`);
  const parameters = { l2: penalty * train.labels.length, maxSteps: MAX_STEPS };
  if (!isNormalised) return trainLogistic(train, names, parameters);
  const scale = scaleOf(train.values, train.features);
  return denormalised(trainLogistic(normalised(train, scale), names, parameters), scale);
}

const answered = (model: LinearModel, { values, labels }: LabelledTable) => ({
  predictions: predictLinear(model, values),
  labels,
});
