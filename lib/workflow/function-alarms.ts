import { Duration } from 'aws-cdk-lib';
import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { RunbookAlarm } from '../alarms/runbook-alarm';

export interface FunctionAlarmsProps {
  readonly watched: IFunction;
  readonly timeoutSeconds: number;
  readonly operations: ITopic;
}

/** What no function can report itself: that it ran out of time, and that it was not let run. */
export class FunctionAlarms extends Construct {
  constructor(scope: Construct, id: string, { watched, timeoutSeconds, operations }: FunctionAlarmsProps) {
    super(scope, id);
    new RunbookAlarm(this, 'TimeOut', {
      article: 'function-time-out',
      meaning: `${id} ran out of time.`,
      // There is no metric of time-outs; an invocation that was cut off has the whole time-out as its duration.
      metric: watched.metricDuration({ statistic: Stats.MAXIMUM, period: Duration.minutes(5) }),
      threshold: timeoutSeconds * 1000 * 0.995,
      operations,
    });
    new RunbookAlarm(this, 'Throttled', {
      article: 'function-throttled',
      meaning: `${id} was throttled: the account’s concurrency is used up.`,
      metric: watched.metricThrottles({ period: Duration.minutes(5) }),
      threshold: 1,
      periods: 3,
      periodsToAlarm: 2,
      operations,
    });
  }
}
