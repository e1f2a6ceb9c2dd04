import { Duration } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { VARIANT_NAME } from '../../core/contracts/released-model';
import { RunbookAlarm } from '../alarms/runbook-alarm';

/** A classification is a matter of milliseconds; a second at the 99th percentile is a fleet in trouble. Microseconds. */
const LATENCY_MICROSECONDS = 1_000_000;

/**
 * What tells a sick endpoint: answers of class 5xx, and slow answers. They also take a deployment back, which is why they stand beside
 * the endpoint; and they exist before it does, so that a release touches no alarm.
 */
export class EndpointAlarms extends Construct {
  readonly names: readonly string[];
  readonly arns: readonly string[];

  constructor(
    scope: Construct,
    id: string,
    { endpointName, operations }: { readonly endpointName: string; readonly operations: ITopic },
  ) {
    super(scope, id);
    const metric = (metricName: string, statistic: string): Metric =>
      new Metric({
        namespace: 'AWS/SageMaker',
        metricName,
        statistic,
        period: Duration.minutes(1),
        dimensionsMap: { EndpointName: endpointName, VariantName: VARIANT_NAME },
      });
    const serverErrors = new RunbookAlarm(this, 'ServerErrors', {
      article: 'endpoint-server-errors',
      meaning: 'The endpoint answers with 5xx.',
      metric: metric('Invocation5XXErrors', Stats.SUM),
      threshold: 1,
      periods: 3,
      periodsToAlarm: 2,
      operations,
    });
    const latency = new RunbookAlarm(this, 'Latency', {
      article: 'endpoint-latency',
      meaning: 'One in a hundred inferences takes a second or more.',
      metric: metric('ModelLatency', Stats.percentile(99)),
      threshold: LATENCY_MICROSECONDS,
      periods: 5,
      periodsToAlarm: 3,
      operations,
    });
    this.names = [serverErrors.alarmName, latency.alarmName];
    this.arns = [serverErrors.alarmArn, latency.alarmArn];
  }
}
