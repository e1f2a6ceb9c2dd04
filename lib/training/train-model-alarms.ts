import { Duration } from 'aws-cdk-lib';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import type { NamedEnvironment } from '../../core/contracts/environment';
import { metricsNamespace } from '../../core/contracts/metric-names';
import { RunbookAlarm } from '../alarms/runbook-alarm';
import { START_SECONDS } from '../arrivals/object-arrival';
import type { ServiceFunction } from '../functions/service-function';
import { FunctionAlarms } from '../workflow/function-alarms';
import { JUDGE_MODEL_SECONDS } from './judge-model-function';
import { HOLD_LEASE_SECONDS, PREPARE_TRAINING_SECONDS, type TrainingFunctions } from './training-functions';

export interface TrainModelAlarmsProps {
  readonly environment: NamedEnvironment;
  readonly machine: StateMachine;
  readonly operations: ITopic;
  readonly functions: TrainingFunctions;
  /** Of a manifest's arrival. */
  readonly starter: ServiceFunction<unknown>;
}

/**
 * Whoever starts a training by hand sees it fail, so only one that hangs needs an alarm; one that a manifest has started has nobody who
 * watches. The functions ring as all others do.
 */
export function trainModelAlarms(scope: Construct, props: TrainModelAlarmsProps): void {
  const { environment, machine, operations, functions, starter } = props;
  const period = Duration.minutes(5);
  new RunbookAlarm(scope, 'TrainModelTimedOut', {
    article: 'executions-timed-out',
    meaning: 'A training did not end in time.',
    metric: machine.metricTimedOut({ period }),
    threshold: 1,
    operations,
  });
  if (environment.training.startOnManifest) {
    new RunbookAlarm(scope, 'TrainModelFailed', {
      article: 'training-failed',
      meaning: 'A training failed, or its model did not pass the gate.',
      metric: machine.metricFailed({ period }),
      threshold: 1,
      operations,
    });
  }
  const watched: Readonly<Record<string, readonly [ServiceFunction<unknown>, number]>> = {
    HoldLease: [functions.holdLease, HOLD_LEASE_SECONDS],
    PrepareTraining: [functions.prepareTraining, PREPARE_TRAINING_SECONDS],
    JudgeModel: [functions.judgeModel, JUDGE_MODEL_SECONDS],
    StartTraining: [starter, START_SECONDS],
  };
  for (const [name, [each, timeoutSeconds]] of Object.entries(watched)) {
    new FunctionAlarms(scope, `${name}Alarms`, {
      watched: each,
      timeoutSeconds,
      metricsNamespace: metricsNamespace(environment.app, environment.name),
      operations,
    });
  }
}
