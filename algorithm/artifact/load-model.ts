import type { KernelFactory } from '../kernels/load-kernels';
import { readLinearModel } from '../linear/linear-model';
import { LinearPredictor } from '../linear/linear-predictor';
import { ImageModel } from '../serving/image-model';
import { Predictor } from '../serving/predictor';
import type { ServedModel } from '../serving/served-model';
import { TableModel } from '../tables/table-model';
import type { TablePredictor } from '../tables/table-predictor';
import { readXgboostModel } from '../trees/model/read-xgboost-model';
import { TreesPredictor } from '../trees/model/trees-predictor';
import { type Artifact, findArtifact } from './find-artifact';
import { readModelFiles } from './model-files';

export interface LoadOptions {
  readonly folder: string;
  readonly kernels: KernelFactory;
  /** Whether the container runs for a batch transform. */
  readonly isBatch: boolean;
}

/**
 * The model of an artifact, ready to answer.
 * @throws ModelInvalid naming the file and what is wrong with it
 */
export function loadModel({ folder, kernels, isBatch }: LoadOptions): ServedModel {
  const artifact = findArtifact(folder);
  if (artifact.kind === 'image') return new ImageModel(new Predictor(kernels, readModelFiles(folder)));
  return new TableModel({ predictor: tablePredictor(artifact), isBatch });
}

function tablePredictor({ kind, content, file }: Exclude<Artifact, { kind: 'image' }>): TablePredictor {
  return kind === 'xgboost'
    ? new TreesPredictor(readXgboostModel(content, file))
    : new LinearPredictor(readLinearModel(content, file));
}
