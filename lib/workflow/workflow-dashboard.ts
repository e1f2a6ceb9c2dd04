import { Duration } from 'aws-cdk-lib';
import { Dashboard, GraphWidget, type IMetric, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { MetricName } from '../../core/contracts/metric-names';
import { VARIANT_NAME } from '../../core/contracts/released-model';

export interface WorkflowDashboardProps {
  readonly machine: StateMachine;
  readonly functions: readonly IFunction[];
  readonly endpointName: string;
  /** Of the functions' own metrics. */
  readonly metricsNamespace: string;
}

const PERIOD = Duration.minutes(5);
const HALF = 12;

/** What the workflow does right now, the business first: accepted and second looks, executions, endpoint, functions. */
export class WorkflowDashboard extends Construct {
  constructor(scope: Construct, id: string, props: WorkflowDashboardProps) {
    super(scope, id);
    const { machine, functions, endpointName, metricsNamespace } = props;
    const decision = (metricName: string): Metric =>
      new Metric({
        namespace: metricsNamespace,
        metricName,
        dimensionsMap: { service: 'check-threshold' },
        statistic: Stats.SUM,
        period: PERIOD,
      });
    const endpoint = (metricName: string, statistic: string): Metric =>
      new Metric({
        namespace: 'AWS/SageMaker',
        metricName,
        dimensionsMap: { EndpointName: endpointName, VariantName: VARIANT_NAME },
        statistic,
        period: PERIOD,
      });
    const graph = (title: string, left: IMetric[]): GraphWidget => new GraphWidget({ title, left, width: HALF });
    new Dashboard(this, 'Dashboard', {
      widgets: [
        [
          graph('Images: accepted, second look', [decision(MetricName.Accepted), decision(MetricName.LowConfidence)]),
          graph('Executions', [machine.metricStarted(), machine.metricSucceeded(), machine.metricFailed()]),
        ],
        [
          graph('Endpoint: invocations, errors', [
            endpoint('Invocations', Stats.SUM),
            endpoint('Invocation4XXErrors', Stats.SUM),
            endpoint('Invocation5XXErrors', Stats.SUM),
          ]),
          graph('Functions: duration, 99th percentile', functions.map(longest)),
        ],
      ],
    });
  }
}

const longest = (watched: IFunction): Metric =>
  watched.metricDuration({ statistic: Stats.percentile(99), period: PERIOD });
