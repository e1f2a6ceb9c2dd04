import type { Clock } from '../clock';
import type { Authorizer } from '../iam/authorizer';
import { AwsError } from '../protocol/aws-error';
import { optionalString, requiredString } from '../protocol/members';
import type { JsonObject, OperationTable, ServiceCall } from '../protocol/operations';
import { dimensionList, dimensionsOf, metricKey } from './metric-identity';
import { type MetricStore, MINUTE_MS } from './metric-store';
import { assertStatistic, ValueDistribution } from './value-distribution';

const MAX_METRICS = 1000;
/** Of one value in a list of values. */
const MAX_VALUES = 150;

export interface MetricOperationsOptions {
  readonly store: MetricStore;
  readonly authorizer: Authorizer;
  readonly clock: Clock;
  /** Takes in what is still on its way, before somebody reads. */
  readonly collect: () => void;
}

/** The operations on metrics. */
export function metricOperations({ store, authorizer, clock, collect }: MetricOperationsOptions): OperationTable {
  const authorize = (action: string, { principal }: ServiceCall, context = {}): void =>
    authorizer.authorize({ principal, action: `cloudwatch:${action}`, resource: '*', context });
  return {
    PutMetricData: async (input, call) => {
      const namespace = requiredString(input, 'Namespace');
      authorize('PutMetricData', call, { 'cloudwatch:namespace': namespace });
      if (namespace.startsWith('AWS/')) throw invalid('The value AWS/ for parameter Namespace is invalid.');
      const data = (input.MetricData ?? []) as readonly JsonObject[];
      if (data.length > MAX_METRICS) throw invalid(`MetricData has at most ${MAX_METRICS} members.`);
      for (const datum of data) putDatum(store, namespace, datum, clock.now());
      return {};
    },
    ListMetrics: async (input, call) => {
      authorize('ListMetrics', call);
      collect();
      return { Metrics: listed(store, input) };
    },
    GetMetricStatistics: async (input, call) => {
      authorize('GetMetricStatistics', call);
      collect();
      const statistics = [...list(input, 'Statistics'), ...list(input, 'ExtendedStatistics')];
      for (const statistic of statistics) assertStatistic(statistic);
      const Datapoints = periods(store, input, input).map(({ start, values }) =>
        datapoint(start, values, input, statistics),
      );
      return { Label: requiredString(input, 'MetricName'), Datapoints };
    },
    GetMetricData: async (input, call) => {
      authorize('GetMetricData', call);
      collect();
      const queries = (input.MetricDataQueries ?? []) as readonly JsonObject[];
      const shown = queries.filter(({ ReturnData }) => ReturnData !== false);
      return { MetricDataResults: shown.map((query) => queried(store, query, input)) };
    },
  };
}

function putDatum(store: MetricStore, namespace: string, datum: JsonObject, now: Date): void {
  const name = requiredString(datum, 'MetricName');
  const series = store.find({ namespace, name, dimensions: dimensionsOf(datum.Dimensions) });
  const time = typeof datum.Timestamp === 'number' ? datum.Timestamp * 1000 : now.getTime();
  const { Value, Values, Counts, StatisticValues } = datum;
  if (StatisticValues !== undefined) {
    putStatistics(series, time, StatisticValues as Readonly<Record<string, number>>);
    return;
  }
  const values = (Values ?? (Value === undefined ? [] : [Value])) as readonly number[];
  const counts = (Counts ?? []) as readonly number[];
  if (values.length === 0 || values.length > MAX_VALUES)
    throw invalid(`${name} needs a value, or up to ${MAX_VALUES}.`);
  for (const [at, value] of values.entries()) {
    if (!Number.isFinite(value)) throw invalid(`The value ${String(value)} of ${name} is no number.`);
    series.add(time, value, counts[at] ?? 1);
  }
}

/** A summary has its minimum and maximum, and its average for the values in between. */
function putStatistics(
  series: { add(time: number, value: number, times?: number): void },
  time: number,
  { SampleCount, Sum, Minimum, Maximum }: Readonly<Record<string, number>>,
): void {
  const [count = 0, sum = 0, minimum = 0, maximum = 0] = [SampleCount, Sum, Minimum, Maximum];
  if (count <= 1) {
    series.add(time, sum);
    return;
  }
  series.add(time, minimum);
  series.add(time, maximum);
  if (count > 2) series.add(time, (sum - minimum - maximum) / (count - 2), count - 2);
}

function listed(store: MetricStore, input: JsonObject): JsonObject[] {
  const namespace = optionalString(input, 'Namespace');
  const name = optionalString(input, 'MetricName');
  const wanted = (input.Dimensions ?? []) as readonly { readonly Name: string; readonly Value?: string }[];
  return store
    .list()
    .map(({ identity }) => identity)
    .filter((metric) => (namespace ?? metric.namespace) === metric.namespace && (name ?? metric.name) === metric.name)
    .filter(({ dimensions }) =>
      wanted.every(
        ({ Name, Value }) => Object.hasOwn(dimensions, Name) && (Value ?? dimensions[Name]) === dimensions[Name],
      ),
    )
    .sort((a, b) => (metricKey(a) < metricKey(b) ? -1 : 1))
    .map((metric) => ({
      Namespace: metric.namespace,
      MetricName: metric.name,
      Dimensions: dimensionList(metric.dimensions),
    }));
}

/** The periods of a metric that have data, oldest first. */
function periods(store: MetricStore, metric: JsonObject, window: JsonObject) {
  const periodMs = Number(metric.Period) * 1000;
  if (!(periodMs >= MINUTE_MS) || periodMs % MINUTE_MS !== 0) throw invalid('Period must be a multiple of 60 seconds.');
  const [from, to] = [Number(window.StartTime) * 1000, Number(window.EndTime) * 1000];
  if (!(from < to)) throw invalid('The parameter StartTime must be less than the parameter EndTime.');
  const name = requiredString(metric, 'MetricName');
  const namespace = requiredString(metric, 'Namespace');
  const { minutes } = store.find({ namespace, name, dimensions: dimensionsOf(metric.Dimensions) });
  const found = new Map<number, { readonly start: number; readonly values: ValueDistribution }>();
  const first = Math.floor(from / periodMs) * periodMs;
  for (const [minute, values] of [...minutes].sort(([a], [b]) => a - b)) {
    if (minute < first || minute >= to) continue;
    const start = Math.floor(minute / periodMs) * periodMs;
    const known = found.get(start) ?? { start, values: new ValueDistribution() };
    known.values.merge(values);
    found.set(start, known);
  }
  return [...found.values()];
}

function datapoint(
  start: number,
  values: ValueDistribution,
  input: JsonObject,
  statistics: readonly string[],
): JsonObject {
  const isExtended = (statistic: string): boolean => statistic.startsWith('p');
  const of = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, values.statistic(name)]));
  const extended = statistics.filter(isExtended);
  return {
    Timestamp: start / 1000,
    Unit: optionalString(input, 'Unit') ?? 'None',
    ...of(statistics.filter((statistic) => !isExtended(statistic))),
    ...(extended.length === 0 ? {} : { ExtendedStatistics: of(extended) }),
  };
}

function queried(store: MetricStore, query: JsonObject, input: JsonObject): JsonObject {
  const id = requiredString(query, 'Id');
  if (query.Expression !== undefined)
    throw invalid(`The laptop has no metric math: '${String(query.Expression)}' of ${id}.`);
  const { Metric, Period, Stat } = (query.MetricStat ?? {}) as JsonObject;
  const metric = { ...(Metric as JsonObject), Period };
  const stat = String(Stat);
  assertStatistic(stat);
  const found = periods(store, metric, input);
  // The newest first, unless told otherwise.
  const ordered = input.ScanBy === 'TimestampAscending' ? found : [...found].reverse();
  return {
    Id: id,
    Label: optionalString(query, 'Label') ?? (metric as JsonObject).MetricName,
    Timestamps: ordered.map(({ start }) => start / 1000),
    Values: ordered.map(({ values }) => values.statistic(stat)),
    StatusCode: 'Complete',
  };
}

const list = (input: JsonObject, member: string): readonly string[] =>
  ((input[member] ?? []) as readonly unknown[]).map(String);

const invalid = (message: string): AwsError => new AwsError('InvalidParameterValue', message);
