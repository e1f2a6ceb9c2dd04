import { Duration } from 'aws-cdk-lib';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { RunbookAlarm } from '../alarms/runbook-alarm';

/** Whoever starts a training sees it fail; only one that hangs needs an alarm. */
export function trainModelAlarms(
  scope: Construct,
  { machine, operations }: { readonly machine: StateMachine; readonly operations: ITopic },
): void {
  new RunbookAlarm(scope, 'TrainModelTimedOut', {
    article: 'executions-timed-out',
    meaning: 'A training did not end in time.',
    metric: machine.metricTimedOut({ period: Duration.minutes(5) }),
    threshold: 1,
    operations,
  });
}
