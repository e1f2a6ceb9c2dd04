import type { MonitorReport } from '../contracts/monitor-report';
import type { Constraints } from './formats/constraints';
import { monitoringSettings } from './formats/monitoring-settings';
import type { Statistics } from './formats/statistics';
import { metricValues } from './model-quality/metric-values';
import type { ModelQualityStatistics } from './model-quality/model-quality-statistics';

/** A metric as CloudWatch takes it; the time is the caller's. */
export interface MetricDatum {
  readonly MetricName: string;
  readonly Dimensions: readonly { readonly Name: string; readonly Value: string }[];
  readonly Value?: number;
  readonly StatisticValues?: {
    readonly SampleCount: number;
    readonly Sum: number;
    readonly Minimum: number;
    readonly Maximum: number;
  };
}

export interface MetricSubject {
  readonly endpoint: string;
  readonly schedule: string;
  /** Features to publish, each a metric that costs money. @default all */
  readonly features?: readonly string[];
}

/** What the service publishes for infinities, which CloudWatch does not take. */
const INFINITE = 2.348543e108;

/** CloudWatch's value for a number; undefined for NaN. */
export function publishedValue(value: number): number | undefined {
  if (Number.isNaN(value)) return undefined;
  return Math.min(INFINITE, Math.max(-INFINITE, value));
}

const dimensionsOf = ({ endpoint, schedule }: MetricSubject) => [
  { Name: 'Endpoint', Value: endpoint },
  { Name: 'MonitoringSchedule', Value: schedule },
];

/** `feature_baseline_drift_{f}`, `feature_data_{f}` and `feature_non_null_{f}` of the features whose constraints emit metrics. */
export function dataQualityMetrics(
  report: MonitorReport,
  statistics: Statistics,
  constraints: Constraints,
  subject: MetricSubject,
): MetricDatum[] {
  const Dimensions = dimensionsOf(subject);
  const byName = new Map(constraints.features.map((feature) => [feature.name, feature]));
  const isPublished = (name: string): boolean =>
    (subject.features?.includes(name) ?? true) && monitoringSettings(constraints, byName.get(name)).isEmitted;
  const drift = report.verdicts
    .filter(({ subject: name }) => isPublished(name))
    .flatMap(({ subject: name, distance }) => valued(`feature_baseline_drift_${name}`, Dimensions, distance));
  const data = statistics.features
    .filter(({ name }) => isPublished(name))
    .flatMap((feature) => featureMetrics(feature, Dimensions));
  return [...drift, ...data];
}

function featureMetrics(
  { name, numerical_statistics, string_statistics }: Statistics['features'][number],
  Dimensions: MetricDatum['Dimensions'],
): MetricDatum[] {
  const common = (numerical_statistics ?? string_statistics)?.common;
  if (common === undefined) return [];
  const { num_present: present, num_missing: missing } = common;
  const nonNull = {
    SampleCount: present + missing,
    Sum: present,
    Minimum: missing > 0 ? 0 : 1,
    Maximum: present > 0 ? 1 : 0,
  };
  const metrics =
    present + missing === 0 ? [] : [{ MetricName: `feature_non_null_${name}`, Dimensions, StatisticValues: nonNull }];
  const { sum, min, max } = numerical_statistics ?? {};
  if (typeof sum !== 'number' || typeof min !== 'number' || typeof max !== 'number' || present === 0) return metrics;
  const [Sum, Minimum, Maximum] = [sum, min, max].map((value) => publishedValue(value)!) as [number, number, number];
  const StatisticValues = { SampleCount: present, Sum, Minimum, Maximum };
  return [...metrics, { MetricName: `feature_data_${name}`, Dimensions, StatisticValues }];
}

/** Each metric of model quality under its name in the file. */
export function modelQualityMetrics(statistics: ModelQualityStatistics, subject: MetricSubject): MetricDatum[] {
  const Dimensions = dimensionsOf(subject);
  return Object.entries(metricValues(statistics)).flatMap(([name, { value }]) =>
    valued(name, Dimensions, typeof value === 'number' ? value : undefined),
  );
}

function valued(MetricName: string, Dimensions: MetricDatum['Dimensions'], value: number | undefined): MetricDatum[] {
  const Value = value === undefined ? undefined : publishedValue(value);
  return Value === undefined ? [] : [{ MetricName, Dimensions, Value }];
}
