import { Duration } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { crashedMetricName } from '../../core/contracts/metric-names';
import { RunbookAlarm } from '../alarms/runbook-alarm';
import type { ServiceFunction } from '../functions/service-function';

export interface FunctionAlarmsProps {
  readonly watched: ServiceFunction<unknown>;
  readonly timeoutSeconds: number;
  readonly metricsNamespace: string;
  readonly operations: ITopic;
}

const PERIOD = Duration.minutes(5);

/**
 * Lambda's report of an invocation, or of an initialization, that the runtime did not survive: `Runtime.OutOfMemory`, `Runtime.ExitError`,
 * `Runtime.ImportModuleError` and their like. A time-out has no such type. Errors that the code throws, which the function itself counts by name, are
 * none either: Lambda keeps no name that is not its own, and calls them unknown.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html
 */
const CRASHED =
  '{ ($.type = "platform.report" || $.type = "platform.initReport") && ' +
  '$.record.errorType = "Runtime.*" && $.record.errorType != "Runtime.Unknown" }';

/** What no function can report itself: that it ran out of time, that it broke down, and that it was not let run. */
export class FunctionAlarms extends Construct {
  constructor(scope: Construct, id: string, props: FunctionAlarmsProps) {
    super(scope, id);
    const { watched, timeoutSeconds, operations } = props;
    new RunbookAlarm(this, 'TimeOut', {
      article: 'function-time-out',
      meaning: `${id} ran out of time.`,
      // There is no metric of time-outs; an invocation that was cut off has the whole time-out as its duration.
      metric: watched.metricDuration({ statistic: Stats.MAXIMUM, period: PERIOD }),
      threshold: timeoutSeconds * 1000 * 0.995,
      operations,
    });
    new RunbookAlarm(this, 'Throttled', {
      article: 'function-throttled',
      meaning: `${id} was throttled: the account’s concurrency is used up.`,
      metric: watched.metricThrottles({ period: PERIOD }),
      threshold: 1,
      periods: 3,
      periodsToAlarm: 2,
      operations,
    });
    new RunbookAlarm(this, 'Crashed', {
      article: 'function-crashed',
      meaning: `${watched.crashesAs} broke down: no memory left, an import that fails, or an exit in mid-work.`,
      metric: this.crashes(props),
      threshold: 1,
      operations,
    });
  }

  private crashes({ watched, metricsNamespace }: FunctionAlarmsProps): Metric {
    const metricName = crashedMetricName(watched.crashesAs);
    new MetricFilter(this, 'Crashes', {
      logGroup: watched.log,
      filterPattern: FilterPattern.literal(CRASHED),
      metricNamespace: metricsNamespace,
      metricName,
      metricValue: '1',
    });
    return new Metric({ namespace: metricsNamespace, metricName, statistic: Stats.SUM, period: PERIOD });
  }
}
