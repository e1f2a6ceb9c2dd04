import { announcesTable } from './channels/table-channels';
import type { MlFolder } from './container/ml-folder';
import { readJsonFile } from './container/read-json-file';
import type { KernelFactory } from './kernels/load-kernels';
import { trainBoosting } from './train-boosting';
import { trainImages } from './train-images';
import { trainLinear } from './train-linear';

/** The algorithms, by the names of SageMaker's own images. */
export const ALGORITHMS = ['image-classification', 'xgboost', 'linear-learner'] as const;
export type Algorithm = (typeof ALGORITHMS)[number];

export interface TrainOptions {
  readonly folder: MlFolder;
  readonly kernels: KernelFactory;
  /** Which algorithm trains. @default what channels and hyperparameters say */
  readonly algorithm?: Algorithm;
  /** Ends training early, with the model so far. */
  readonly signal: AbortSignal;
  readonly log: (line: string) => void;
}

/**
 * One training job: hyperparameters and channels in, model files out.
 * @throws AlgorithmError (HyperparameterInvalid, ChannelInvalid, TrainingDiverged)
 */
export async function train(options: TrainOptions): Promise<void> {
  const algorithm = options.algorithm ?? algorithmFor(options.folder);
  await { 'image-classification': trainImages, xgboost: trainBoosting, 'linear-learner': trainLinear }[algorithm](
    options,
  );
}

/** A table is announced by its content type, or by a hyperparameter that only an algorithm for tables has. */
function algorithmFor(folder: MlFolder): Algorithm {
  const hyperparameters = readJsonFile(folder.hyperparametersFile);
  if (Object.hasOwn(hyperparameters, 'predictor_type')) return 'linear-learner';
  if (Object.hasOwn(hyperparameters, 'num_round')) return 'xgboost';
  return announcesTable(readJsonFile(folder.inputDataConfigFile)) ? 'xgboost' : 'image-classification';
}
