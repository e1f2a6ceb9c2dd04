import { localArn } from '../../account';
import { AwsError } from '../../protocol/aws-error';
import type { JsonObject } from '../../protocol/operations';
import { dimensionsOf, type MetricIdentity } from '../metric-identity';
import { assertStatistic } from '../value-distribution';

export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

/** What a period without data counts as; `ignore` keeps the state. */
export type MissingData = 'missing' | 'breaching' | 'notBreaching' | 'ignore';

export interface Alarm {
  readonly name: string;
  readonly arn: string;
  readonly description?: string;
  readonly metric: MetricIdentity;
  readonly statistic: string;
  readonly periodSeconds: number;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly threshold: number;
  readonly comparison: keyof typeof COMPARISONS;
  readonly missing: MissingData;
  readonly actionsEnabled: boolean;
  /** ARNs of topics, by the state that is entered. */
  readonly actions: Readonly<Record<AlarmState, readonly string[]>>;
}

export const COMPARISONS = {
  GreaterThanOrEqualToThreshold: (value: number, threshold: number) => value >= threshold,
  GreaterThanThreshold: (value: number, threshold: number) => value > threshold,
  LessThanThreshold: (value: number, threshold: number) => value < threshold,
  LessThanOrEqualToThreshold: (value: number, threshold: number) => value <= threshold,
} as const;

export const alarmArn = (name: string): string => localArn('cloudwatch', `alarm:${name}`);

/**
 * Reads `AWS::CloudWatch::Alarm`.
 * @throws AwsError `ValidationError`, also for what the laptop would silently leave out: metric math, anomaly detection.
 */
export function readAlarm(name: string, properties: JsonObject): Alarm {
  const source = metricSource(name, properties);
  const periods = Number(properties.EvaluationPeriods);
  const comparison = String(properties.ComparisonOperator);
  if (!Object.hasOwn(COMPARISONS, comparison)) throw invalid(name, `the laptop has no ${comparison}`);
  const periodSeconds = Number(source.Period);
  if (!(periodSeconds >= 60) || periodSeconds % 60 !== 0)
    throw invalid(name, 'Period must be a multiple of 60 seconds');
  const statistic = String(source.Statistic ?? source.ExtendedStatistic);
  assertStatistic(statistic);
  return {
    name,
    arn: alarmArn(name),
    description: properties.AlarmDescription === undefined ? undefined : String(properties.AlarmDescription),
    metric: {
      namespace: String(source.Namespace),
      name: String(source.MetricName),
      dimensions: dimensionsOf(source.Dimensions),
    },
    statistic,
    periodSeconds,
    evaluationPeriods: periods,
    datapointsToAlarm: Number(properties.DatapointsToAlarm ?? periods),
    threshold: Number(properties.Threshold),
    comparison: comparison as Alarm['comparison'],
    missing: (properties.TreatMissingData ?? 'missing') as MissingData,
    actionsEnabled: String(properties.ActionsEnabled ?? true) === 'true',
    actions: {
      ALARM: topics(name, properties.AlarmActions),
      OK: topics(name, properties.OKActions),
      INSUFFICIENT_DATA: topics(name, properties.InsufficientDataActions),
    },
  };
}

/** The metric of the alarm itself, or of the only member of its `Metrics`. */
function metricSource(name: string, properties: JsonObject): JsonObject {
  if (properties.Metrics === undefined) return properties;
  const [only, ...more] = properties.Metrics as readonly JsonObject[];
  const { Metric, Period, Stat } = (only?.MetricStat ?? {}) as JsonObject;
  if (more.length > 0 || Metric === undefined) throw invalid(name, 'the laptop has no metric math');
  return { ...(Metric as JsonObject), Period, Statistic: Stat };
}

function topics(name: string, list: unknown): readonly string[] {
  const arns = ((list ?? []) as readonly unknown[]).map(String);
  const other = arns.find((arn) => !arn.startsWith('arn:aws:sns:'));
  if (other !== undefined) throw invalid(name, `the laptop's alarms publish to topics, not to '${other}'`);
  return arns;
}

const invalid = (name: string, reason: string): AwsError =>
  new AwsError('ValidationError', `The alarm ${name} is not valid: ${reason}.`);
