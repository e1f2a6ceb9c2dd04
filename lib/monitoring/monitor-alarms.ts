import { Duration } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { NamedEnvironment } from '../../core/contracts/environment';
import { MetricName, MONITOR_DIMENSION, monitorsNamespace } from '../../core/contracts/metric-names';
import { MONITOR_KINDS } from '../../core/contracts/monitor-report';
import { RunbookAlarm } from '../alarms/runbook-alarm';
import { MachineAlarms } from '../workflow/machine-alarms';

export interface MonitorAlarmsProps {
  readonly environment: NamedEnvironment;
  readonly machine: StateMachine;
  readonly operations: ITopic;
}

/** A monitor has found something, could not make its report, or does not come to an end. */
export class MonitorAlarms extends Construct {
  constructor(scope: Construct, id: string, { environment, machine, operations }: MonitorAlarmsProps) {
    super(scope, id);
    const namespace = monitorsNamespace(environment.app, environment.name);
    for (const kind of MONITOR_KINDS) {
      const metric = (metricName: string): Metric =>
        new Metric({
          namespace,
          metricName,
          dimensionsMap: { [MONITOR_DIMENSION]: kind },
          statistic: Stats.MAXIMUM,
          period: Duration.hours(1),
        });
      new RunbookAlarm(this, `${kind}-violated`, {
        article: 'monitor-violations',
        meaning: `The monitor of ${kind} has found that a window differs from the baseline.`,
        metric: metric(MetricName.MonitorViolations),
        threshold: 1,
        operations,
      });
      new RunbookAlarm(this, `${kind}-failed`, {
        article: 'monitor-failed',
        meaning: `The monitor of ${kind} could read nothing of a window.`,
        metric: metric(MetricName.MonitorFailed),
        threshold: 1,
        operations,
      });
    }
    // A run that ends in an error counts itself by the error's name, as every function does; one that hangs can not.
    new MachineAlarms(this, 'Runs', { machine, operations });
  }
}
