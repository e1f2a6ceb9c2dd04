import { createHash } from 'node:crypto';
import type { S3Client } from '@aws-sdk/client-s3';
import { hasLocalStorage } from '../../core/contracts/instance-storage';
import { parseInput } from '../../core/contracts/parse-input';
import {
  answersPrefix,
  judgedRowsKey,
  TABLE_RUN_FOLDERS,
  tableBaselineKey,
  tablePreprocessingKey,
  tableRunPrefix,
  tableTestKey,
} from '../../core/contracts/storage-layout';
import { type PreparedTable, TABLE_HYPERPARAMETERS, trainTableInputSchema } from '../../core/contracts/train-table';
import { type JudgedRows, prepareTrainingEventSchema } from '../../core/contracts/training-run';
import { formatEvaluationCsv, formatNumbers, formatTrainingCsv } from '../../core/preprocessing/encode-table';
import { featureNames, formatFittedPreprocessing } from '../../core/preprocessing/fitted-preprocessing';
import { type PreparedRow, type PreparedSplits, prepareSplits } from '../../core/preprocessing/prepare-splits';
import { readRawTable } from '../../core/preprocessing/raw-table';
import { DEFAULT_SPLIT } from '../../core/preprocessing/split-rows';
import { writeText } from '../adapters/json-object';
import type { PrepareTableSettings } from './env';
import { readDeclaration, readTable } from './read-table';

/** Names of what the two labels mean, as the evaluation's columns `{label}_no` and `{label}_yes` have them. */
const CLASSES = ['no', 'yes'];
const CSV = 'text/csv';

/**
 * Makes of a table what the jobs read: splits it, fits the preprocessing on the training rows, and writes the channels, the rows to judge by, and
 * the test split for evaluations.
 * @throws InvalidInput, TableInvalid, PreprocessingInvalid, UnknownCategory, AccessDenied, StorageUnavailable
 */
export async function prepareTable(
  event: unknown,
  s3: S3Client,
  settings: PrepareTableSettings,
): Promise<PreparedTable> {
  const { input, executionName } = parseInput(prepareTrainingEventSchema, event, 'event');
  const asked = parseInput(trainTableInputSchema, input, 'input');
  const { IMAGES_BUCKET: bucket, MODELS_BUCKET: models } = settings;
  const { key, version_id: versionId } = asked.table;
  const declaration = asked.preprocessing ?? (await readDeclaration(s3, bucket, key));
  const read = await readTable(s3, { bucket, key, versionId });
  const table = readRawTable(read.text, `s3://${bucket}/${key}`);
  const splits = prepareSplits(table, declaration, DEFAULT_SPLIT, asked.seed ?? settings.SEED);
  const dataset = key.slice(key.lastIndexOf('/') + 1).replace(/\.csv$/i, '');
  const labelColumn = declaration.label.column;
  const folder = tableRunPrefix(executionName);
  const at = (name: keyof typeof TABLE_RUN_FOLDERS): string => folder + TABLE_RUN_FOLDERS[name];
  const features = (rows: readonly PreparedRow[]): string =>
    rows.map((row) => `${formatNumbers(row.features)}\n`).join('');
  const names = featureNames(splits.fitted);
  const { watch } = declaration;
  const judged = judgedRows(dataset, splits, {
    testData: { bucket, key: tableTestKey(executionName), labelColumn },
    baselineData: { bucket, key: tableBaselineKey(executionName), labelColumn },
    ...(watch && { watch }),
  });
  const write = (to: string, text: string, type = CSV) => writeText(s3, { bucket, key: to }, text, type);
  await Promise.all([
    write(`${at('train')}train.csv`, formatTrainingCsv(splits.train)),
    write(`${at('validation')}validation.csv`, formatTrainingCsv(splits.validation)),
    write(`${at('judged')}validation.csv`, features(splits.validation)),
    write(`${at('judged')}test.csv`, features(splits.test)),
    write(tableTestKey(executionName), formatEvaluationCsv(names, labelColumn, splits.test)),
    write(tableBaselineKey(executionName), formatEvaluationCsv(names, labelColumn, splits.validation)),
    write(tablePreprocessingKey(executionName), formatFittedPreprocessing(splits.fitted), 'application/json'),
    writeText(s3, { bucket: models, key: judgedRowsKey(executionName) }, JSON.stringify(judged)),
  ]);
  const { train, validation, test } = splits;
  return {
    dataset,
    classes: CLASSES,
    rows: { train: train.length, validation: validation.length, test: test.length },
    hyperparameters: { ...TABLE_HYPERPARAMETERS, ...settings.HYPERPARAMETERS, ...asked.hyperparameters },
    resourceConfig: resourceConfig(asked.instanceType ?? settings.INSTANCE_TYPE, settings),
    approval: asked.approval ?? settings.APPROVAL,
    train: `s3://${bucket}/${at('train')}`,
    validation: `s3://${bucket}/${at('validation')}`,
    judged: `s3://${bucket}/${at('judged')}`,
    answers: `s3://${models}/${answersPrefix(executionName)}`,
    table: { bucket, key, versionId: read.versionId },
  };
}

function judgedRows(
  dataset: string,
  splits: PreparedSplits,
  ofTable: Pick<JudgedRows, 'testData' | 'baselineData' | 'watch'>,
): JudgedRows {
  const rows = (['validation', 'test'] as const).flatMap((split) =>
    splits[split].map(({ label, raw }) => ({
      split,
      label,
      file: `${dataset} line ${raw.line}`,
      etag: createHash('sha256').update(raw.cells.join('\0')).digest('hex').slice(0, 32),
    })),
  );
  return { version: 1, dataset, classes: CLASSES, answers: 'lines', ...ofTable, rows };
}

/** Where its disk is not encrypted by hardware, the instance's volume is by the environment's key. */
function resourceConfig(InstanceType: string, { VOLUME_GB, KEY_ARN }: PrepareTableSettings) {
  return {
    InstanceCount: 1,
    InstanceType,
    VolumeSizeInGB: VOLUME_GB,
    ...(hasLocalStorage(InstanceType) ? {} : { VolumeKmsKeyId: KEY_ARN }),
  };
}
