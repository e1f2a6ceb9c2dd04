import type { JsonObject } from '../../protocol/operations';

/** An alarm on a metric that SageMaker publishes for an endpoint's variant. */
export interface EndpointAlarm {
  readonly endpointName: string;
  readonly variantName: string;
  readonly metricName: string;
  readonly statistic: string;
  readonly periodSeconds: number;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly threshold: number;
  readonly comparison: string;
  /** Whether a period without data counts as one that is at fault. */
  readonly missingBreaches: boolean;
}

interface Dimension {
  readonly Name: string;
  readonly Value: string;
}

/** Reads the properties of an `AWS::CloudWatch::Alarm`; undefined where it watches something else than one variant of an endpoint. */
export function readEndpointAlarm(properties: JsonObject): EndpointAlarm | undefined {
  const dimensions = new Map(
    ((properties.Dimensions ?? []) as readonly Dimension[]).map(({ Name, Value }) => [Name, Value]),
  );
  const endpointName = dimensions.get('EndpointName');
  const variantName = dimensions.get('VariantName');
  if (properties.Namespace !== 'AWS/SageMaker' || endpointName === undefined || variantName === undefined) return;
  const evaluationPeriods = Number(properties.EvaluationPeriods);
  return {
    endpointName,
    variantName,
    metricName: String(properties.MetricName),
    statistic: String(properties.Statistic ?? properties.ExtendedStatistic),
    periodSeconds: Number(properties.Period),
    evaluationPeriods,
    datapointsToAlarm: Number(properties.DatapointsToAlarm ?? evaluationPeriods),
    threshold: Number(properties.Threshold),
    comparison: String(properties.ComparisonOperator),
    missingBreaches: properties.TreatMissingData === 'breaching',
  };
}

/** Whether a value is on the wrong side of the alarm's threshold. */
export function breaches({ comparison, threshold }: EndpointAlarm, value: number): boolean {
  switch (comparison) {
    case 'GreaterThanOrEqualToThreshold':
      return value >= threshold;
    case 'GreaterThanThreshold':
      return value > threshold;
    case 'LessThanOrEqualToThreshold':
      return value <= threshold;
    case 'LessThanThreshold':
      return value < threshold;
    default:
      return false;
  }
}
