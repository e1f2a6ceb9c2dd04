import type { Cell, ExplainedModel } from '../monitoring/explainability/explained-model';
import { type FittedPreprocessing, parseFittedPreprocessing } from '../preprocessing/fitted-preprocessing';
import { PreprocessingError } from '../preprocessing/preprocessing-error';
import { RowEncoder } from '../preprocessing/row-encoder';
import { LINEAR_FILE, readLinearModel } from './linear/linear-model';
import { LinearPredictor } from './linear/linear-predictor';
import { ModelInvalid } from './model-invalid';
import type { TablePredictor } from './table-predictor';
import { readXgboostModel } from './trees/read-xgboost-model';
import { TreesPredictor } from './trees/trees-predictor';

/** A model of tables that runs in this process, with the preprocessing of its artifact before it. */
export interface TableModel {
  /** Columns of a row. */
  readonly features: number;
  /** Absent where neither the model nor a preprocessing names them. */
  readonly names?: readonly string[];
  /** Whether its preprocessing makes numbers of texts. */
  readonly takesTexts: boolean;
  /** @throws PreprocessingError for a row that the preprocessing refuses */
  readonly ask: ExplainedModel;
}

/** A file as text, and what to call it in an error. */
export interface NamedText {
  readonly text: string;
  readonly file: string;
}

/**
 * @param model JSON of a model that XGBoost saved, or of a logistic regression
 * @param preprocessing what is done to a row before the model sees it
 * @throws ModelInvalid for what cannot be answered with
 */
export function openTableModel({ text, file }: NamedText, preprocessing?: NamedText): TableModel {
  const predictor = predictorOf(jsonOf(text, file), file);
  return preprocessing === undefined ? withoutPreprocessing(predictor) : withPreprocessing(predictor, preprocessing);
}

function jsonOf(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ModelInvalid(`${file} is no JSON: ${(cause as Error).message}`, { cause });
  }
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

function withPreprocessing(predictor: TablePredictor, { text, file }: NamedText): TableModel {
  const { fitted, encoder } = encoderOf(text, file);
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

const written = (cell: Cell): string => (typeof cell === 'number' && Number.isNaN(cell) ? '' : String(cell));

function encoderOf(text: string, file: string): { readonly fitted: FittedPreprocessing; readonly encoder: RowEncoder } {
  try {
    const fitted = parseFittedPreprocessing(text, file);
    return { fitted, encoder: new RowEncoder(fitted) };
  } catch (cause) {
    if (!(cause instanceof PreprocessingError)) throw cause;
    throw new ModelInvalid(cause.message, { cause });
  }
}
