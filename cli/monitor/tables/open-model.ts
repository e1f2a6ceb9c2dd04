import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findArtifact } from '../../../algorithm/artifact/find-artifact';
import { PREPROCESSING_FILE } from '../../../core/preprocessing/fitted-preprocessing';
import { type NamedText, openTableModel, type TableModel } from '../../../core/table-model/open-table-model';
import { isFile, isFolder } from '../../data/image-folder';
import { UsageError } from '../../usage-error';

/** The files of a table's model. */
export interface ModelFiles {
  readonly model: NamedText;
  readonly preprocessing?: NamedText;
}

/**
 * @param path of a model's JSON, or of a folder with one such file in it; with a `preprocessing.json` in that folder the model is asked with the
 * columns that this describes
 * @throws UsageError where there is none
 * @throws ModelInvalid for what cannot be answered with, or several models
 */
export async function openModel(path: string): Promise<TableModel> {
  const { model, preprocessing } = await readModelFiles(path);
  return openTableModel(model, preprocessing);
}

/** @throws UsageError, ModelInvalid as `openModel`, but for what the files say */
export async function readModelFiles(path: string): Promise<ModelFiles> {
  if (await isFile(path)) return { model: await named(path) };
  if (!(await isFolder(path))) throw new UsageError(`There is no model '${path}'.`);
  const artifact = findArtifact(path);
  if (artifact.kind === 'image') throw new UsageError(`The folder '${path}' holds a model of images, not of tables.`);
  const model = await named(join(path, artifact.file));
  const file = join(path, PREPROCESSING_FILE);
  return (await isFile(file)) ? { model, preprocessing: await named(file) } : { model };
}

const named = async (file: string): Promise<NamedText> => ({ text: await readFile(file, 'utf8'), file });
