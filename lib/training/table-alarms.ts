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
import { MARK_TABLE_SECONDS, PREPARE_TABLE_SECONDS, type TableFunctions } from './table-functions';

export interface TableAlarmsProps {
  readonly environment: NamedEnvironment;
  /** `TrainTable`. */
  readonly machine: StateMachine;
  readonly operations: ITopic;
  readonly functions: TableFunctions;
  readonly starter: ServiceFunction<unknown>;
}

/** As of a training on images: one that hangs rings; one that fails only where an arrival has started it and nobody watches. */
export function tableAlarms(
  scope: Construct,
  { environment, machine, operations, functions, starter }: TableAlarmsProps,
) {
  const period = Duration.minutes(5);
  new RunbookAlarm(scope, 'TrainTableTimedOut', {
    article: 'executions-timed-out',
    meaning: 'A training on a table did not end in time.',
    metric: machine.metricTimedOut({ period }),
    threshold: 1,
    operations,
  });
  if (environment.tables.startOnArrival) {
    new RunbookAlarm(scope, 'TrainTableFailed', {
      article: 'training-failed',
      meaning: 'A training on a table failed, or its model did not pass the gate.',
      metric: machine.metricFailed({ period }),
      threshold: 1,
      operations,
    });
  }
  const watched: Readonly<Record<string, readonly [ServiceFunction<unknown>, number]>> = {
    PrepareTable: [functions.prepareTable, PREPARE_TABLE_SECONDS],
    JudgeTable: [functions.judgeTable, JUDGE_MODEL_SECONDS],
    MarkTable: [functions.markTable, MARK_TABLE_SECONDS],
    StartTable: [starter, START_SECONDS],
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
