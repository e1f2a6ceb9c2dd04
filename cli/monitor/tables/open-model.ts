import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type LinearModel, predictLinear, readLinearModel } from '../../../algorithm/linear/linear-model';
import { CompiledEnsemble } from '../../../algorithm/trees/model/compiled-ensemble';
import { readXgboostModel } from '../../../algorithm/trees/model/read-xgboost-model';
import type { ExplainedModel } from '../../../core/monitoring/explainability/explained-model';
import { isFile, isFolder } from '../../data/image-folder';
import { UsageError } from '../../usage-error';
import { parseJson } from './parse-json';

/** A model of numbers that runs in this process. */
export interface TableModel {
  readonly features: number;
  /** Absent where the model does not name them. */
  readonly names?: readonly string[];
  readonly ask: ExplainedModel;
}

/**
 * @param path of a model's JSON, or of a folder with one such file in it
 * @throws UsageError where there is none, or several
 * @throws ModelInvalid for what cannot be answered with
 */
export async function openModel(path: string): Promise<TableModel> {
  const file = await modelFile(path);
  const content = parseJson(await readFile(file, 'utf8'), file);
  if ((content as { kind?: unknown } | null)?.kind === 'logistic') {
    const model: LinearModel = readLinearModel(content, file);
    return {
      features: model.features.length,
      names: model.features,
      ask: asked((rows) => predictLinear(model, rows)),
    };
  }
  const ensemble = readXgboostModel(content, file);
  const compiled = new CompiledEnsemble(ensemble);
  return {
    features: ensemble.features,
    names: ensemble.featureNames,
    ask: asked((rows) => compiled.predictRows(rows)),
  };
}

async function modelFile(path: string): Promise<string> {
  if (await isFile(path)) return path;
  if (!(await isFolder(path))) throw new UsageError(`There is no model '${path}'.`);
  const names = await readdir(path);
  const found = names.filter((name) => name.endsWith('.json') || name === 'xgboost-model');
  if (found.length !== 1)
    throw new UsageError(`The folder '${path}' has ${found.length} files that may be a model; name one with --model.`);
  return join(path, found[0]!);
}

/** Rows of cells as one matrix; what is no number is missing. */
const asked =
  (predict: (rows: Float32Array) => Float64Array): ExplainedModel =>
  async (rows) => {
    const width = rows[0]?.length ?? 0;
    const matrix = new Float32Array(rows.length * width);
    for (const [index, row] of rows.entries()) matrix.set(row as readonly number[], index * width);
    return [...predict(matrix)].map((answer) => [answer]);
  };
