import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeXgboostModel } from '../../algorithm/trees/model/write-xgboost-model';
import { DEFAULT_BOOSTING } from '../../algorithm/trees/training/boosting-parameters';
import { trainTrees } from '../../algorithm/trees/training/train-trees';
import { CREDIT_PREPROCESSING } from '../../core/dataset/credit/credit-columns';
import { creditTable } from '../../core/dataset/credit/credit-table';
import { firstFew } from '../../core/dataset/data-set-error';
import { parsePreprocessingDeclaration } from '../../core/preprocessing/declaration';
import { encodeTable } from '../../core/preprocessing/encode-table';
import { fitPreprocessing } from '../../core/preprocessing/fit-preprocessing';
import {
  type FittedPreprocessing,
  featureNames,
  formatFittedPreprocessing,
  PREPROCESSING_FILE,
} from '../../core/preprocessing/fitted-preprocessing';
import { type RawTable, readRawTable } from '../../core/preprocessing/raw-table';
import { csvText, type WholeTable } from '../../core/table/whole-table';
import { ModelInvalid } from '../../core/table-model/model-invalid';
import { openTableModel } from '../../core/table-model/open-table-model';
import { isFile } from '../data/image-folder';
import { UsageError } from '../usage-error';

/** Of the real data: the table with its label, and the model as XGBoost saved it. */
const REAL_TABLE = 'train.csv';
const REAL_MODEL = 'xgb_booster.json';
/** Under this name SageMaker's XGBoost looks for its model. */
const MODEL_FILE = 'xgboost-model';

const TEST_DATA_FILE = 'test.csv';

/** As the real model was trained. */
const BOOSTING = {
  ...DEFAULT_BOOSTING,
  num_round: 100,
  max_depth: 5,
  eta: 0.1,
  gamma: 4,
  min_child_weight: 6,
  subsample: 0.8,
};

export interface CreditSource {
  /** Folder with the real data; without it data and model are made. */
  readonly data?: string;
  /** Rows of the table that is made. */
  readonly size: number;
  readonly seed: number;
}

/** What the example works on. */
export interface CreditCase {
  readonly isReal: boolean;
  /** The table with its label. */
  readonly table: string;
  /** The artifact: the model, and the preprocessing that stands before it. */
  readonly model: string;
  readonly preprocessing: FittedPreprocessing;
  /** Labelled rows that a release asks about and evaluates on: made ones that the model has not seen, or the table given, whose labels are the only ones known. */
  readonly testData: string;
}

/**
 * Lays out table and model in a folder: those of the user, or a made table and a model trained on it.
 * @throws UsageError where the user's folder lacks one of the files, or they are not those of a credit model
 */
export async function layOutCredit(folder: string, { data, size, seed }: CreditSource): Promise<CreditCase> {
  const given = data === undefined ? undefined : await givenFiles(data);
  const model = join(folder, 'model');
  await mkdir(model, { recursive: true });
  const table = join(folder, 'credit.csv');
  if (given === undefined) await writeFile(table, csvText(creditTable(size, seed)));
  else await copyFile(given.table, table);
  const testData = join(folder, TEST_DATA_FILE);
  if (given === undefined) await writeFile(testData, csvText(unseenRows(size, seed)));
  else await copyFile(table, testData);
  const raw = readRawTable(await readFile(table, 'utf8'), given?.table ?? table);
  if (given !== undefined) checkCreditColumns(raw);
  const preprocessing = fittedTo(raw);
  const description = formatFittedPreprocessing(preprocessing);
  await writeFile(join(model, PREPROCESSING_FILE), description);
  if (given === undefined) await writeFile(join(model, MODEL_FILE), trained(raw, preprocessing, seed));
  else {
    await checkModel(given.model, description);
    await copyFile(given.model, join(model, MODEL_FILE));
  }
  return { isReal: data !== undefined, table, model, preprocessing, testData };
}

/** Rows that come after those of the table: half as many. */
function unseenRows(size: number, seed: number): WholeTable {
  const longer = creditTable(size + Math.ceil(size / 2), seed);
  return new Map([...longer].map(([name, cells]) => [name, cells.slice(size)]));
}

async function givenFiles(folder: string) {
  const table = await existing(folder, REAL_TABLE);
  return { table, model: await existing(folder, REAL_MODEL) };
}

/** The scenarios speak of these columns, and the preprocessing is theirs. */
function checkCreditColumns({ name, columns }: RawTable): void {
  const absent = [...creditTable(1, 1).keys()].filter((column) => !columns.includes(column));
  if (absent.length > 0)
    throw new UsageError(
      `${name} has no column ${firstFew(absent)}: it must have those of the South German Credit data. Tables of your own: experiments run.`,
    );
}

/** That it can be served with that preprocessing, before anything is started for it. */
async function checkModel(file: string, preprocessing: string): Promise<void> {
  try {
    openTableModel({ text: await readFile(file, 'utf8'), file }, { text: preprocessing, file: PREPROCESSING_FILE });
  } catch (cause) {
    if (!(cause instanceof ModelInvalid)) throw cause;
    throw new UsageError(cause.message, { cause });
  }
}

async function existing(folder: string, name: string): Promise<string> {
  const file = join(folder, name);
  if (await isFile(file)) return file;
  throw new UsageError(`--data ${folder} has no ${name}: it must hold ${REAL_TABLE} and ${REAL_MODEL}.`);
}

const fittedTo = (raw: RawTable): FittedPreprocessing =>
  fitPreprocessing(parsePreprocessingDeclaration(JSON.stringify(CREDIT_PREPROCESSING), 'CREDIT_PREPROCESSING'), raw);

function trained(raw: RawTable, preprocessing: FittedPreprocessing, seed: number): string {
  const rows = encodeTable(preprocessing, raw);
  const names = featureNames(preprocessing);
  const values = new Float32Array(rows.length * names.length);
  for (const [index, { features }] of rows.entries()) values.set(features, index * names.length);
  const train = { values, labels: rows.map(({ label }) => label) };
  const parameters = { ...BOOSTING, seed };
  return writeXgboostModel(trainTrees({ train, features: names.length, featureNames: names, parameters }));
}
