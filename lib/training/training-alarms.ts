import { Duration } from 'aws-cdk-lib';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import type { NamedEnvironment } from '../../core/contracts/environment';
import { metricsNamespace } from '../../core/contracts/metric-names';
import { RunbookAlarm } from '../alarms/runbook-alarm';
import type { ServiceFunction } from '../functions/service-function';
import { FunctionAlarms } from '../workflow/function-alarms';

export interface TrainingAlarmsProps {
  readonly environment: NamedEnvironment;
  readonly machine: StateMachine;
  /** `TrainModel` or `TrainTable`, as alarms are named by it. */
  readonly machineName: string;
  /** How alarms call an execution: `A training`. */
  readonly training: string;
  /** Whether an arrival starts it, so that nobody watches. */
  readonly startsOnArrival: boolean;
  readonly operations: ITopic;
  /** Functions and their time-outs in seconds, by name. */
  readonly functions: Readonly<Record<string, readonly [ServiceFunction<unknown>, number]>>;
}

/**
 * Whoever starts a training by hand sees it fail, so only one that hangs needs an alarm; one that an arrival has started has nobody who
 * watches. The functions ring as all others do.
 */
export function trainingAlarms(scope: Construct, props: TrainingAlarmsProps): void {
  const { environment, machine, machineName, training, startsOnArrival, operations, functions } = props;
  const period = Duration.minutes(5);
  new RunbookAlarm(scope, `${machineName}TimedOut`, {
    article: 'executions-timed-out',
    meaning: `${training} did not end in time.`,
    metric: machine.metricTimedOut({ period }),
    threshold: 1,
    operations,
  });
  if (startsOnArrival) {
    new RunbookAlarm(scope, `${machineName}Failed`, {
      article: 'training-failed',
      meaning: `${training} failed, or its model did not pass the gate.`,
      metric: machine.metricFailed({ period }),
      threshold: 1,
      operations,
    });
  }
  for (const [name, [watched, timeoutSeconds]] of Object.entries(functions)) {
    new FunctionAlarms(scope, `${name}Alarms`, {
      watched,
      timeoutSeconds,
      metricsNamespace: metricsNamespace(environment.app, environment.name),
      operations,
    });
  }
}
