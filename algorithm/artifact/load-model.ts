import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type FittedPreprocessing,
  PREPROCESSING_FILE,
  parseFittedPreprocessing,
} from '../../core/preprocessing/fitted-preprocessing';
import { readLinearModel } from '../../core/table-model/linear/linear-model';
import { LinearPredictor } from '../../core/table-model/linear/linear-predictor';
import { ModelInvalid } from '../../core/table-model/model-invalid';
import type { TablePredictor } from '../../core/table-model/table-predictor';
import { readXgboostModel } from '../../core/table-model/trees/read-xgboost-model';
import { TreesPredictor } from '../../core/table-model/trees/trees-predictor';
import type { KernelFactory } from '../kernels/load-kernels';
import { ImageModel } from '../serving/image-model';
import { Predictor } from '../serving/predictor';
import type { ServedModel } from '../serving/served-model';
import { NumericRows } from '../tables/numeric-rows';
import { PreprocessedRows } from '../tables/preprocessed-rows';
import type { RowReader } from '../tables/row-reader';
import { TableModel } from '../tables/table-model';
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
  const predictor = tablePredictor(artifact);
  return new TableModel({ predictor, reader: rowReader(folder, predictor), isBatch });
}

/** @throws ModelInvalid where the preprocessing is none, or not that of the model */
function rowReader(folder: string, { features, featureNames }: TablePredictor): RowReader {
  const file = join(folder, PREPROCESSING_FILE);
  if (!existsSync(file)) return new NumericRows(features, featureNames);
  const reader = new PreprocessedRows(readPreprocessing(file));
  if (reader.features !== features)
    throw new ModelInvalid(
      `${PREPROCESSING_FILE} makes ${reader.features} numbers of a row; the model takes ${features}.`,
    );
  return reader;
}

function readPreprocessing(file: string): FittedPreprocessing {
  try {
    return parseFittedPreprocessing(readFileSync(file, 'utf8'), PREPROCESSING_FILE);
  } catch (cause) {
    throw new ModelInvalid((cause as Error).message, { cause });
  }
}

function tablePredictor({ kind, content, file }: Exclude<Artifact, { kind: 'image' }>): TablePredictor {
  return kind === 'xgboost'
    ? new TreesPredictor(readXgboostModel(content, file))
    : new LinearPredictor(readLinearModel(content, file));
}
