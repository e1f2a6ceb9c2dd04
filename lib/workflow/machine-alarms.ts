import { Duration } from 'aws-cdk-lib';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { RunbookAlarm } from '../alarms/runbook-alarm';

export interface MachineAlarmsProps {
  readonly machine: StateMachine;
  readonly operations: ITopic;
}

/** Executions that hang or are held back. Failed ones are not counted: a low confidence is one. */
export class MachineAlarms extends Construct {
  constructor(scope: Construct, id: string, { machine, operations }: MachineAlarmsProps) {
    super(scope, id);
    const period = Duration.minutes(5);
    new RunbookAlarm(this, 'TimedOut', {
      article: 'executions-timed-out',
      meaning: 'An execution did not end in time.',
      metric: machine.metricTimedOut({ period }),
      threshold: 1,
      operations,
    });
    new RunbookAlarm(this, 'Throttled', {
      article: 'executions-throttled',
      meaning: 'Step Functions holds executions back.',
      metric: machine.metricThrottled({ period }),
      threshold: 1,
      periods: 3,
      periodsToAlarm: 2,
      operations,
    });
  }
}
