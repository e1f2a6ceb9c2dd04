import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findArtifact, LINEAR_FILE } from '../../../algorithm/artifact/find-artifact';
import type { Cell, ExplainedModel } from '../../../core/monitoring/explainability/explained-model';
import { PREPROCESSING_FILE, parseFittedPreprocessing } from '../../../core/preprocessing/fitted-preprocessing';
import { PreprocessingError } from '../../../core/preprocessing/preprocessing-error';
import { RowEncoder } from '../../../core/preprocessing/row-encoder';
import { readLinearModel } from '../../../core/table-model/linear/linear-model';
import { LinearPredictor } from '../../../core/table-model/linear/linear-predictor';
import { ModelInvalid } from '../../../core/table-model/model-invalid';
import type { TablePredictor } from '../../../core/table-model/table-predictor';
import { readXgboostModel } from '../../../core/table-model/trees/read-xgboost-model';
import { TreesPredictor } from '../../../core/table-model/trees/trees-predictor';
import { isFile, isFolder } from '../../data/image-folder';
import { UsageError } from '../../usage-error';
import { parseJson } from './parse-json';

/** A model of tables that runs in this process. */
export interface TableModel {
  readonly features: number;
  /** Absent where the model does not name them. */
  readonly names?: readonly string[];
  /** Whether its preprocessing makes numbers of texts. */
  readonly takesTexts: boolean;
  readonly ask: ExplainedModel;
}

/**
 * @param path of a model's JSON, or of a folder with one such file in it; with a `preprocessing.json` in that folder the model is asked with the
 * columns that this describes
 * @throws UsageError where there is none
 * @throws ModelInvalid for what cannot be answered with, or several models
 */
export async function openModel(path: string): Promise<TableModel> {
  if (await isFile(path)) return withoutPreprocessing(predictorOf(parseJson(await readFile(path, 'utf8'), path), path));
  if (!(await isFolder(path))) throw new UsageError(`There is no model '${path}'.`);
  const artifact = findArtifact(path);
  if (artifact.kind === 'image') throw new UsageError(`The folder '${path}' holds a model of images, not of tables.`);
  const predictor = predictorOf(artifact.content, join(path, artifact.file));
  const file = join(path, PREPROCESSING_FILE);
  if (!(await isFile(file))) return withoutPreprocessing(predictor);
  return withPreprocessing(predictor, await readFile(file, 'utf8'), file);
}

const predictorOf = (content: unknown, file: string): TablePredictor =>
  (content as { kind?: unknown } | null)?.kind === 'logistic' || file.endsWith(LINEAR_FILE)
    ? new LinearPredictor(readLinearModel(content, file))
    : new TreesPredictor(readXgboostModel(content, file));

const answersOf = (predictor: TablePredictor, matrix: Float32Array): number[][] =>
  [...predictor.predictRows(matrix)].map((answer) => [answer]);

/** Rows of cells as one matrix; what is no number is missing. */
const withoutPreprocessing = (predictor: TablePredictor): TableModel => ({
  features: predictor.features,
  names: predictor.featureNames,
  takesTexts: false,
  ask: async (rows) => {
    const width = rows[0]?.length ?? 0;
    const matrix = new Float32Array(rows.length * width);
    for (const [index, row] of rows.entries()) matrix.set(row as readonly number[], index * width);
    return answersOf(predictor, matrix);
  },
});

function withPreprocessing(predictor: TablePredictor, text: string, file: string): TableModel {
  const { fitted, encoder } = opened(text, file);
  const width = encoder.names.length;
  if (width !== predictor.features)
    throw new ModelInvalid(`${file} makes ${width} numbers of a row; the model takes ${predictor.features}.`);
  return {
    features: fitted.columns.length,
    names: fitted.columns,
    takesTexts: true,
    ask: async (rows) => {
      const matrix = new Float32Array(rows.length * width);
      for (const [index, row] of rows.entries())
        encoder.encodeInto(row.map(written), matrix, index * width, `Row ${index + 1}`);
      return answersOf(predictor, matrix);
    },
  };
}

const written = (cell: Cell): string => (Number.isNaN(cell) ? '' : String(cell));

function opened(text: string, file: string) {
  try {
    const fitted = parseFittedPreprocessing(text, file);
    return { fitted, encoder: new RowEncoder(fitted) };
  } catch (cause) {
    if (!(cause instanceof PreprocessingError)) throw cause;
    throw new ModelInvalid(cause.message, { cause });
  }
}
