import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { XGBOOST_FILE } from './artifact/find-artifact';
import { refuseOtherTables } from './channels/table-channels';
import { ChannelInvalid } from './container/algorithm-error';
import { readJsonFile } from './container/read-json-file';
import { checkClassLabels, readLabelledRows } from './tables/read-labelled-rows';
import type { TrainOptions } from './train';
import { writeXgboostModel } from './trees/model/write-xgboost-model';
import { boost } from './trees/training/boost';
import { readBoostingHyperparameters } from './trees/training/boosting-hyperparameters';

/**
 * Gradient-boosted trees as the built-in XGBoost trains them: tables in, `xgboost-model` out, as JSON.
 * @throws AlgorithmError (HyperparameterInvalid, ChannelInvalid, TrainingDiverged)
 */
export async function trainBoosting({ folder, signal, log }: TrainOptions): Promise<void> {
  const started = performance.now();
  const hyperparameters = readBoostingHyperparameters(readJsonFile(folder.hyperparametersFile));
  for (const note of hyperparameters.notes) log(note);
  refuseOtherTables(readJsonFile(folder.inputDataConfigFile));
  const train = readLabelledRows(folder, 'train');
  if (train === undefined)
    throw new ChannelInvalid('The channel train is missing; it holds the rows, the label first.');
  const validation = readLabelledRows(folder, 'validation', train.features);
  if (hyperparameters.parameters.objective === 'binary:logistic') {
    checkClassLabels(train, 'train');
    if (validation !== undefined) checkClassLabels(validation, 'validation');
  }
  log(
    `${train.features} features; train: ${train.labels.length} rows; validation: ${validation?.labels.length ?? 'no'} rows.`,
  );
  const { ensemble, end } = await boost({ train, validation, hyperparameters, signal, log });
  mkdirSync(folder.model, { recursive: true });
  writeFileSync(join(folder.model, XGBOOST_FILE), writeXgboostModel(ensemble));
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  log(`Training ${end}: ${ensemble.trees.length} trees, ${seconds} s in all.`);
}
