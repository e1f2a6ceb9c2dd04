import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import type { NamedEnvironment } from '../../core/contracts/environment';
import { START_SECONDS } from '../arrivals/object-arrival';
import type { ServiceFunction } from '../functions/service-function';
import { JUDGE_MODEL_SECONDS } from './judge-model-function';
import { trainingAlarms } from './training-alarms';
import { HOLD_LEASE_SECONDS, PREPARE_TRAINING_SECONDS, type TrainingFunctions } from './training-functions';

export interface TrainModelAlarmsProps {
  readonly environment: NamedEnvironment;
  readonly machine: StateMachine;
  readonly operations: ITopic;
  readonly functions: TrainingFunctions;
  /** Of a manifest's arrival. */
  readonly starter: ServiceFunction<unknown>;
}

/** The alarms of `TrainModel` and of its functions. */
export function trainModelAlarms(scope: Construct, props: TrainModelAlarmsProps): void {
  const { environment, machine, operations, functions, starter } = props;
  trainingAlarms(scope, {
    environment,
    machine,
    machineName: 'TrainModel',
    training: 'A training',
    startsOnArrival: environment.training.startOnManifest,
    operations,
    functions: {
      HoldLease: [functions.holdLease, HOLD_LEASE_SECONDS],
      PrepareTraining: [functions.prepareTraining, PREPARE_TRAINING_SECONDS],
      JudgeModel: [functions.judgeModel, JUDGE_MODEL_SECONDS],
      StartTraining: [starter, START_SECONDS],
    },
  });
}
