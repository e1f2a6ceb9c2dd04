import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import type { NamedEnvironment } from '../../core/contracts/environment';
import { START_SECONDS } from '../arrivals/object-arrival';
import type { ServiceFunction } from '../functions/service-function';
import { JUDGE_MODEL_SECONDS } from './judge-model-function';
import { MARK_TABLE_SECONDS, PREPARE_TABLE_SECONDS, type TableFunctions } from './table-functions';
import { trainingAlarms } from './training-alarms';

export interface TableAlarmsProps {
  readonly environment: NamedEnvironment;
  /** `TrainTable`. */
  readonly machine: StateMachine;
  readonly operations: ITopic;
  readonly functions: TableFunctions;
  readonly starter: ServiceFunction<unknown>;
}

/** The alarms of `TrainTable` and of its functions. */
export function tableAlarms(scope: Construct, props: TableAlarmsProps): void {
  const { environment, machine, operations, functions, starter } = props;
  trainingAlarms(scope, {
    environment,
    machine,
    machineName: 'TrainTable',
    training: 'A training on a table',
    startsOnArrival: environment.tables.startOnArrival,
    operations,
    functions: {
      PrepareTable: [functions.prepareTable, PREPARE_TABLE_SECONDS],
      JudgeTable: [functions.judgeTable, JUDGE_MODEL_SECONDS],
      MarkTable: [functions.markTable, MARK_TABLE_SECONDS],
      StartTable: [starter, START_SECONDS],
    },
  });
}
