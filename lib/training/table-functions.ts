import { Construct } from 'constructs';
import type { NamedEnvironment } from '../../core/contracts/environment';
import { TABLE_RUN_PREFIX, TRAINING_RUN_PREFIX } from '../../core/contracts/storage-layout';
import type { JudgeModelEnvironment } from '../../lambdas/judge-model/env';
import type { MarkTableEnvironment } from '../../lambdas/mark-table/env';
import type { PrepareTableEnvironment } from '../../lambdas/prepare-table/env';
import { ServiceFunction } from '../functions/service-function';
import type { StoredData } from '../storage/stored-data';
import { judgeModelFunction } from './judge-model-function';

/** Time-outs. A million rows take about a minute. Seconds. */
export const PREPARE_TABLE_SECONDS = 300;
export const MARK_TABLE_SECONDS = 30;
/** A table of 200 MB lies in memory as text, as cells and as numbers. MB. */
const PREPARE_TABLE_MEMORY_MB = 3008;

export interface TableFunctionsProps {
  readonly environment: NamedEnvironment;
  readonly data: StoredData;
  readonly modelPackageGroup: string;
}

/** The functions of `TrainTable` that `TrainModel` does not have, each with what it needs and nothing else. */
export class TableFunctions extends Construct {
  readonly prepareTable: ServiceFunction<PrepareTableEnvironment>;
  readonly judgeTable: ServiceFunction<JudgeModelEnvironment>;
  readonly markTable: ServiceFunction<MarkTableEnvironment>;

  constructor(scope: Construct, id: string, props: TableFunctionsProps) {
    super(scope, id);
    const { tables, training } = props.environment;
    this.prepareTable = this.makePrepareTable(props);
    this.judgeTable = judgeModelFunction(this, 'JudgeTable', {
      ...props,
      crashesAs: 'judge-table',
      description: 'Judges a candidate by its answers on the validation and test rows of a table',
      gate: {
        MIN_ACCURACY: String(tables.gate.minAccuracy),
        MARGIN: String(tables.gate.margin),
        TARGET_ERROR: String(training.gate.targetError),
        MIN_AUC: String(tables.gate.minAuc),
        MIN_F1: String(tables.gate.minF1),
      },
    });
    this.markTable = this.makeMarkTable(props);
  }

  private makePrepareTable({ environment, data }: TableFunctionsProps): ServiceFunction<PrepareTableEnvironment> {
    const { tables, training } = environment;
    const made = new ServiceFunction<PrepareTableEnvironment>(this, 'PrepareTable', {
      service: 'prepare-table',
      description: 'Makes of a table what training and gate read: preprocessing, split, label first',
      environment,
      variables: {
        IMAGES_BUCKET: data.images.bucketName,
        MODELS_BUCKET: data.models.bucketName,
        INSTANCE_TYPE: tables.instanceType,
        VOLUME_GB: String(training.volumeGb),
        KEY_ARN: data.key.keyArn,
        HYPERPARAMETERS: JSON.stringify(tables.hyperparameters),
        SEED: String(tables.seed),
        APPROVAL: tables.approval,
      },
      timeoutSeconds: PREPARE_TABLE_SECONDS,
      memoryMb: PREPARE_TABLE_MEMORY_MB,
    });
    made.allow({
      sid: 'ReadTablesAndDeclarations',
      actions: ['s3:GetObject', 's3:GetObjectVersion'],
      resources: [data.images.arnForObjects('*.csv'), data.images.arnForObjects('*.json')],
      wildcard: 'A table may have any name, also in the version that started the training.',
    });
    // Without it S3 answers "access denied" for a declaration that is not there.
    made.allow({ sid: 'TellMissing', actions: ['s3:ListBucket'], resources: [data.images.bucketArn] });
    made.allow({
      sid: 'WriteRun',
      actions: ['s3:PutObject'],
      resources: [
        data.images.arnForObjects(`${TABLE_RUN_PREFIX}*`),
        data.models.arnForObjects(`${TRAINING_RUN_PREFIX}*`),
      ],
      wildcard: 'What a run works on lies under the execution’s name.',
    });
    made.allow({ sid: 'UseKey', actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [data.key.keyArn] });
    return made;
  }

  private makeMarkTable({ environment, data }: TableFunctionsProps): ServiceFunction<MarkTableEnvironment> {
    const made = new ServiceFunction<MarkTableEnvironment>(this, 'MarkTable', {
      service: 'mark-table',
      description: 'Tags the version of a table that a model has been trained on',
      environment,
      variables: {},
      timeoutSeconds: MARK_TABLE_SECONDS,
      memoryMb: 256,
    });
    made.allow({
      sid: 'TagTables',
      actions: ['s3:GetObjectVersionTagging', 's3:PutObjectVersionTagging'],
      resources: [data.images.arnForObjects('*.csv')],
      wildcard: 'Whichever table was trained on, whatever its name.',
    });
    return made;
  }
}
