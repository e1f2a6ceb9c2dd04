import type { S3Client } from '@aws-sdk/client-s3';
import { hasLocalStorage } from '../../core/contracts/instance-storage';
import { parseInput } from '../../core/contracts/parse-input';
import { answersPrefix, judgedRowsKey, splitPrefix, transformManifestKey } from '../../core/contracts/storage-layout';
import { trainModelInputSchema } from '../../core/contracts/train-model';
import { type JudgedRows, type PreparedTraining, prepareTrainingEventSchema } from '../../core/contracts/training-run';
import { type CheckedSplits, checkDataset, checkManifest, classCounts } from '../../core/training/check-dataset';
import { completeHyperparameters } from '../../core/training/complete-hyperparameters';
import { writeText } from '../adapters/json-object';
import type { PrepareTrainingSettings } from './env';
import { readManifest, readSplit } from './read-dataset';

/**
 * Checks input and data set before anything is paid for, completes the hyperparameters from the data set, and writes down which images
 * the candidate will be judged by.
 * @throws InvalidInput, DatasetInvalid, AccessDenied, StorageUnavailable
 */
export async function prepareTraining(
  event: unknown,
  s3: S3Client,
  settings: PrepareTrainingSettings,
): Promise<PreparedTraining> {
  const { input, executionName } = parseInput(prepareTrainingEventSchema, event, 'event');
  const asked = parseInput(trainModelInputSchema, input, 'input');
  const { IMAGES_BUCKET: images, MODELS_BUCKET: models } = settings;
  const manifest = await readManifest(s3, images, asked.dataset);
  checkManifest(manifest);
  const [train, validation, test] = await Promise.all([
    readSplit(s3, images, 'train'),
    readSplit(s3, images, 'validation'),
    readSplit(s3, images, 'test'),
  ]);
  const rules = { maxClassRatio: settings.MAX_CLASS_RATIO };
  const splits = checkDataset(images, manifest, { train, validation, test }, rules);
  const { name: dataset, classes } = manifest;
  const known = { classes, trainImages: splits.train.length };
  const hyperparameters = completeHyperparameters(asked.hyperparameters, known, settings.TRAINING_IMAGE_KIND);
  const judged = judgedRows(dataset, classes, splits);
  const write = (key: string, value: unknown) => writeText(s3, { bucket: models, key }, JSON.stringify(value));
  await Promise.all([
    write(judgedRowsKey(executionName), judged),
    write(transformManifestKey(executionName), transformManifest(images, judged)),
  ]);
  return {
    dataset,
    classes,
    images: {
      train: classCounts(splits.train, classes.length),
      validation: classCounts(splits.validation, classes.length),
      test: classCounts(splits.test, classes.length),
    },
    hyperparameters,
    resourceConfig: resourceConfig(asked.instanceType ?? settings.INSTANCE_TYPE, settings),
    approval: asked.approval ?? settings.APPROVAL,
    transformManifest: `s3://${models}/${transformManifestKey(executionName)}`,
    answers: `s3://${models}/${answersPrefix(executionName)}`,
  };
}

function judgedRows(dataset: string, classes: string[], splits: CheckedSplits): JudgedRows {
  const rows = (['validation', 'test'] as const).flatMap((split) =>
    splits[split].map(({ label, file, etag }) => ({ split, label, file, etag })),
  );
  return { version: 1, dataset, classes, answers: 'objects', rows };
}

/** One job for both splits: starting an instance takes longer than the answers. */
function transformManifest(bucket: string, { rows }: JudgedRows): unknown[] {
  return [{ prefix: `s3://${bucket}/` }, ...rows.map(({ split, file }) => splitPrefix(split) + file)];
}

/** Where its disk is not encrypted by hardware, the instance's volume is by the environment's key. */
function resourceConfig(InstanceType: string, { VOLUME_GB, KEY_ARN }: PrepareTrainingSettings) {
  return {
    InstanceCount: 1,
    InstanceType,
    VolumeSizeInGB: VOLUME_GB,
    ...(hasLocalStorage(InstanceType) ? {} : { VolumeKmsKeyId: KEY_ARN }),
  };
}
