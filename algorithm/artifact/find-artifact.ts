import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PREPROCESSING_FILE } from '../../core/preprocessing/fitted-preprocessing';
import { LINEAR_FILE } from '../../core/table-model/linear/linear-model';
import { ModelInvalid } from '../../core/table-model/model-invalid';

/** The name that the built-in XGBoost gives its model. */
export const XGBOOST_FILE = 'xgboost-model';

/** Which model a folder holds, told by what its files say. */
export type Artifact =
  | { readonly kind: 'image' }
  | { readonly kind: 'xgboost' | 'linear'; readonly file: string; readonly content: unknown };

/**
 * Looks for the one model in a folder: `model.json` of the image network, a model that XGBoost saved as JSON (`xgboost-model`, or any
 * `*.json`), or a logistic regression (any `*.json`). Files that say nothing of the kind may lie beside it.
 * @throws ModelInvalid where there is none, or several
 */
export function findArtifact(folder: string): Artifact {
  const files = filesOf(folder);
  const found = files.flatMap((file) => {
    const artifact = artifactIn(folder, file);
    return artifact === undefined ? [] : [{ file, artifact }];
  });
  if (found.length > 1)
    throw new ModelInvalid(`${folder} holds several models, ${found.map(({ file }) => file).join(', ')}; leave one.`);
  if (found[0] === undefined)
    throw new ModelInvalid(
      `${folder} holds no readable model: neither model.json with weights.bin (images), nor an XGBoost model saved as JSON ` +
        `(${XGBOOST_FILE}, or any name that ends with .json), nor a logistic regression (${LINEAR_FILE}). ` +
        `It holds ${files.join(', ') || 'nothing'}.`,
    );
  return found[0].artifact;
}

function filesOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
      .map(({ name }) => name)
      .sort();
  } catch (cause) {
    throw new ModelInvalid(`${folder} cannot be read; it must hold the artifact of a training job.`, { cause });
  }
}

function artifactIn(folder: string, file: string): Artifact | undefined {
  if (file === PREPROCESSING_FILE || !(file === XGBOOST_FILE || file.endsWith('.json'))) return undefined;
  const content = contentOf(folder, file);
  if (isObject(content)) {
    if (isObject(content.learner) || isObject(content.Model)) return { kind: 'xgboost', file, content };
    if (content.kind === 'logistic') return { kind: 'linear', file, content };
    if (Array.isArray(content.layers) && Array.isArray(content.tensors)) return { kind: 'image' };
  }
  // Its name alone says what it should be: the reader tells what is wrong with it.
  if (file === XGBOOST_FILE) return { kind: 'xgboost', file, content };
  if (file === LINEAR_FILE) return { kind: 'linear', file, content };
  return file === 'model.json' ? { kind: 'image' } : undefined;
}

function contentOf(folder: string, file: string): unknown {
  const text = readFileSync(join(folder, file), 'utf8');
  try {
    return JSON.parse(text);
  } catch (cause) {
    if (file !== XGBOOST_FILE) return undefined;
    throw new ModelInvalid(
      `${file} is no JSON. XGBoost's binary form and Python's pickle cannot be served: save the model with booster.save_model('model.json').`,
      { cause },
    );
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
