import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { NamedEnvironment } from '../../core/contracts/environment';
import { hasLocalStorage } from '../../core/contracts/instance-storage';
import { TABLE_RUN_FOLDERS, TABLE_RUN_PREFIX } from '../../core/contracts/storage-layout';
import { preparedTableSchema } from '../../core/contracts/train-table';
import type { HoldLeaseEnvironment } from '../../lambdas/hold-lease/env';
import type { ServiceFunction } from '../functions/service-function';
import type { StoredData } from '../storage/stored-data';
import { JUDGE_MODEL_SECONDS } from './judge-model-function';
import { tableAlarms } from './table-alarms';
import { TableArrival } from './table-arrival';
import { MARK_TABLE_SECONDS, PREPARE_TABLE_SECONDS, TableFunctions } from './table-functions';
import { TableImage } from './table-image';
import { tableTrainingJob, tableTransformJob } from './table-jobs';
import { TrainModel } from './train-model';
import type { TrainingImage } from './training-image';
import type { TrainingPlan } from './training-plan';
import { TrainingRole } from './training-role';
import { TransformRole } from './transform-role';

export interface TableTrainingProps {
  readonly environment: NamedEnvironment;
  readonly data: StoredData;
  readonly operations: ITopic;
  /** Of the trainings on images; the own image is shared. */
  readonly image: TrainingImage;
  readonly holdLease: ServiceFunction<HoldLeaseEnvironment>;
  readonly modelPackageGroup: string;
}

/** Training on tables: `TrainTable`, what starts it, its functions and alarms. */
export class TableTraining extends Construct {
  readonly machine: StateMachine;
  readonly repositoryArn: string;

  constructor(scope: Construct, id: string, props: TableTrainingProps) {
    super(scope, id);
    const { environment, data, operations, holdLease, modelPackageGroup } = props;
    const image = new TableImage(this, 'Image', environment, props.image);
    this.repositoryArn = image.repositoryArn;
    const functions = new TableFunctions(this, 'Functions', { environment, data, modelPackageGroup });
    const { repositoryArn } = image;
    const folder = (name: keyof typeof TABLE_RUN_FOLDERS): string => `${TABLE_RUN_PREFIX}*/${TABLE_RUN_FOLDERS[name]}`;
    const role = new TrainingRole(this, 'TrainingRole', {
      data,
      repositoryArn,
      encryptsVolume: true,
      checkpoints: false,
      places: [folder('train'), folder('validation')],
    });
    const transformRole = new TransformRole(this, 'TransformRole', {
      data,
      repositoryArn,
      encryptsVolume: !hasLocalStorage(environment.training.transformInstanceType),
      places: [folder('judged')],
      listsPlaces: true,
    });
    const job = {
      environment,
      imageUri: image.uri,
      roleArn: role.roleArn,
      keyArn: data.key.keyArn,
      modelsBucket: data.models.bucketName,
    };
    const { machine } = new TrainModel(this, 'Training', {
      environment,
      plan: {
        ...plannedFunctions(functions),
        machine: 'TrainTable',
        trainingJob: tableTrainingJob(job),
        transformJob: tableTransformJob(job),
        longestJobSeconds: environment.tables.maxRuntimeSeconds,
        contentTypes: ['text/csv'],
        answerTypes: ['text/csv'],
      },
      holdLease,
      role,
      transformRole,
      modelPackageGroup,
    });
    this.machine = machine;
    const { starter } = new TableArrival(this, 'Arrival', { environment, data, machine, operations });
    tableAlarms(this, { environment, machine, operations, functions, starter });
  }
}

const plannedFunctions = (functions: TableFunctions): Pick<TrainingPlan, 'prepare' | 'judge' | 'mark'> => ({
  prepare: {
    state: 'PrepareTable',
    invoked: functions.prepareTable,
    timeoutSeconds: PREPARE_TABLE_SECONDS,
    answer: Object.keys(preparedTableSchema.shape),
  },
  judge: { invoked: functions.judgeTable, timeoutSeconds: JUDGE_MODEL_SECONDS },
  mark: { invoked: functions.markTable, timeoutSeconds: MARK_TABLE_SECONDS },
});
