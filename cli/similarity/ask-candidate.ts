import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import {
  CreateModelCommand,
  CreateTransformJobCommand,
  type CreateTransformJobCommandInput,
  DeleteModelCommand,
  DescribeTransformJobCommand,
  StopTransformJobCommand,
  type TransformInstanceType,
} from '@aws-sdk/client-sagemaker';
import { hasLocalStorage } from '../../core/contracts/instance-storage';
import { answersPrefix, trainingRunPrefix } from '../../core/contracts/storage-layout';
import { finishedJob, type JobWait } from './finished-job';
import { pairJobName } from './pair-job-name';
import { containerRoleArn, type PairTarget } from './pair-target';
import type { PairRun } from './run-folder';

/** A table that a model is to answer. */
export interface AskedTable {
  /** Of the object: `test.csv`. */
  readonly name: string;
  /** Without labels. */
  readonly rows: readonly string[];
}

const CSV = 'text/csv';

/**
 * Answers of a trained model that no endpoint serves yet: a model of its name, a batch transform over tables in the models bucket, and the model removed.
 * @returns a probability a row, a list a table
 * @throws Error where the job fails or a table has not as many answers as rows
 */
export async function askCandidate(
  target: PairTarget,
  { image, artifact }: NonNullable<PairRun['training']>,
  tables: readonly AskedTable[],
  wait: JobWait,
): Promise<number[][]> {
  const { sageMaker } = target.clients;
  // A model may be judged again, by another gate; names of transform jobs are never free again.
  const job = pairJobName(target, 'judge');
  await uploadTables(target, job, tables);
  const model = {
    ModelName: job,
    ExecutionRoleArn: await containerRoleArn(target, 'TransformRole'),
    PrimaryContainer: { Image: image, ModelDataUrl: artifact },
  };
  await sageMaker.send(new CreateModelCommand(model));
  try {
    await sageMaker.send(new CreateTransformJobCommand(transformJob(target, job)));
    await finishedJob(`transform job ${job}`, () => describe(target, job), wait);
  } catch (error) {
    if (wait.signal.aborted)
      await sageMaker.send(new StopTransformJobCommand({ TransformJobName: job })).catch(() => undefined);
    throw error;
  } finally {
    await sageMaker.send(new DeleteModelCommand({ ModelName: job })).catch(() => undefined);
  }
  return Promise.all(tables.map((table) => answersOf(target, job, table)));
}

const manifestKey = (job: string): string => `${trainingRunPrefix(job)}rows.manifest`;

async function uploadTables(
  { clients, outputs }: PairTarget,
  job: string,
  tables: readonly AskedTable[],
): Promise<void> {
  const Bucket = outputs.get('ModelsBucket');
  const prefix = trainingRunPrefix(job);
  for (const { name, rows } of tables) {
    const Body = `${rows.join('\n')}\n`;
    await clients.s3.send(new PutObjectCommand({ Bucket, Key: prefix + name, Body, ContentType: CSV }));
  }
  const manifest = JSON.stringify([{ prefix: `s3://${Bucket}/${prefix}` }, ...tables.map(({ name }) => name)]);
  const put = { Bucket, Key: manifestKey(job), Body: manifest, ContentType: 'application/json' };
  await clients.s3.send(new PutObjectCommand(put));
}

function transformJob({ environment, outputs }: PairTarget, job: string): CreateTransformJobCommandInput {
  const InstanceType = environment.training.transformInstanceType;
  const [bucket, KmsKeyId] = [outputs.get('ModelsBucket'), outputs.get('KeyArn')];
  return {
    TransformJobName: job,
    ModelName: job,
    BatchStrategy: 'MultiRecord',
    MaxPayloadInMB: 6,
    TransformInput: {
      ContentType: CSV,
      SplitType: 'Line',
      DataSource: { S3DataSource: { S3DataType: 'ManifestFile', S3Uri: `s3://${bucket}/${manifestKey(job)}` } },
    },
    TransformOutput: {
      Accept: CSV,
      AssembleWith: 'Line',
      KmsKeyId,
      S3OutputPath: `s3://${bucket}/${answersPrefix(job)}`,
    },
    TransformResources: {
      InstanceCount: 1,
      InstanceType: InstanceType as TransformInstanceType,
      ...(hasLocalStorage(InstanceType) ? {} : { VolumeKmsKeyId: KmsKeyId }),
    },
    Tags: [
      { Key: 'app', Value: environment.app },
      { Key: 'environment', Value: environment.name },
    ],
  };
}

async function describe({ clients }: PairTarget, TransformJobName: string) {
  const described = await clients.sageMaker.send(new DescribeTransformJobCommand({ TransformJobName }));
  return { status: described.TransformJobStatus, reason: described.FailureReason };
}

async function answersOf({ clients, outputs }: PairTarget, job: string, { name, rows }: AskedTable): Promise<number[]> {
  const place = { Bucket: outputs.get('ModelsBucket'), Key: `${answersPrefix(job)}${name}.out` };
  const { Body } = await clients.s3.send(new GetObjectCommand(place));
  const answers = ((await Body?.transformToString()) ?? '')
    .split(/[\s,]+/)
    .filter(Boolean)
    .map(Number);
  const wrong = answers.find((answer) => !(answer >= 0 && answer <= 1));
  if (answers.length === rows.length && wrong === undefined) return answers;
  throw new Error(
    wrong === undefined
      ? `The model has given ${answers.length} answers to the ${rows.length} rows of ${name}.`
      : `The model has answered ${wrong} to a row of ${name}, which is no probability.`,
  );
}
