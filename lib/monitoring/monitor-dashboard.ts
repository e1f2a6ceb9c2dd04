import { Duration } from 'aws-cdk-lib';
import { Dashboard, GraphWidget, type IMetric, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { NamedEnvironment } from '../../core/contracts/environment';
import { MetricName, MONITOR_DIMENSION, monitorsNamespace } from '../../core/contracts/metric-names';
import { MONITOR_KINDS } from '../../core/contracts/monitor-report';
import { endpointName } from '../../core/contracts/released-model';
import { SCHEDULE_NAME } from './monitor-function';

const PERIOD = Duration.hours(1);
const HALF = 12;

/** What the monitors have found, hour by hour: violations, accuracy, and how far each feature is from its baseline. */
export class MonitorDashboard extends Construct {
  constructor(scope: Construct, id: string, { environment }: { readonly environment: NamedEnvironment }) {
    super(scope, id);
    const { app, name, monitoring } = environment;
    const namespace = monitorsNamespace(app, name);
    const dimensionsMap = { Endpoint: endpointName(app, name), MonitoringSchedule: SCHEDULE_NAME };
    const named = (metricName: string): Metric =>
      new Metric({ namespace, metricName, dimensionsMap, statistic: Stats.AVERAGE, period: PERIOD });
    const found = (metricName: string): Metric[] =>
      MONITOR_KINDS.map(
        (kind) =>
          new Metric({
            namespace,
            metricName,
            dimensionsMap: { [MONITOR_DIMENSION]: kind },
            label: kind,
            statistic: Stats.MAXIMUM,
            period: PERIOD,
          }),
      );
    const graph = (title: string, left: IMetric[]): GraphWidget => new GraphWidget({ title, left, width: HALF });
    new Dashboard(this, 'Dashboard', {
      widgets: [
        [
          graph('Violations by monitor', found(MetricName.MonitorViolations)),
          graph('Reports that could not be made', found(MetricName.MonitorFailed)),
        ],
        [
          graph('Accuracy of labelled traffic', [named('accuracy')]),
          graph(
            'Distance from the baseline',
            monitoring.features.map((feature) => named(`feature_baseline_drift_${feature}`)),
          ),
        ],
      ],
    });
  }
}
