import { readEndpointAlarm } from '../../../local/sagemaker/alarms/endpoint-alarm';
import { EndpointAlarms } from '../../../local/sagemaker/alarms/endpoint-alarms';
import { LatencyHistogram } from '../../../local/sagemaker/alarms/latency-histogram';

const PROPERTIES = {
  Namespace: 'AWS/SageMaker',
  MetricName: 'Invocation5XXErrors',
  Dimensions: [
    { Name: 'EndpointName', Value: 'e' },
    { Name: 'VariantName', Value: 'v' },
  ],
  Statistic: 'Sum',
  Period: 60,
  EvaluationPeriods: 3,
  DatapointsToAlarm: 2,
  Threshold: 1,
  ComparisonOperator: 'GreaterThanOrEqualToThreshold',
  TreatMissingData: 'notBreaching',
};

let seconds = 0;
const clock = { now: () => new Date(1_700_000_000_000 + seconds * 1000) };

function alarmed(changes: object = {}, periodScale = 1): EndpointAlarms {
  seconds = 0;
  const alarms = new EndpointAlarms({ clock, periodScale });
  const alarm = readEndpointAlarm({ ...PROPERTIES, ...changes });
  if (alarm === undefined) throw new Error('no alarm of an endpoint');
  alarms.put('a', alarm);
  return alarms;
}

/** An invocation after so many seconds. */
function observe(alarms: EndpointAlarms, at: number, status: number, modelLatencyMicros = 1000, endpointName = 'e') {
  seconds = at;
  const variantName = 'v';
  alarms.observe({
    endpointName,
    variantName,
    time: clock.now(),
    status,
    modelLatencyMicros,
    overheadLatencyMicros: 0,
  });
}

it('rings once errors fall into two of three periods, and is quiet again when they are long ago', () => {
  const alarms = alarmed();
  observe(alarms, 0, 500);
  expect(alarms.state('a')).toBe('OK');
  observe(alarms, 60, 500);
  expect(alarms.state('a')).toBe('ALARM');
  seconds = 170;
  expect(alarms.state('a')).toBe('ALARM');
  seconds = 181;
  expect(alarms.state('a')).toBe('OK');
});

it.each([
  ['answers of class 2xx', 200, 'e'],
  ['answers of class 4xx', 400, 'e'],
  ['another endpoint', 500, 'other'],
])('does not ring for %s', (_, status, endpoint) => {
  const alarms = alarmed();
  for (const at of [0, 60, 120]) observe(alarms, at, status, 1000, endpoint);
  expect(alarms.state('a')).toBe('OK');
});

it('takes a container that gives no answer for a server error', () => {
  const alarms = alarmed();
  for (const at of [0, 60]) observe(alarms, at, 0);
  expect(alarms.state('a')).toBe('ALARM');
});

it('judges a percentile of the latency', () => {
  const latency = { MetricName: 'ModelLatency', Statistic: undefined, ExtendedStatistic: 'p99', Threshold: 1_000_000 };
  const alarms = alarmed({ ...latency, EvaluationPeriods: 1, DatapointsToAlarm: 1 });
  for (let index = 0; index < 99; index++) observe(alarms, 1, 200, 5_000);
  observe(alarms, 1, 200, 2_000_000);
  expect(alarms.state('a')).toBe('OK');
  observe(alarms, 1, 200, 2_000_000);
  expect(alarms.state('a')).toBe('ALARM');
});

it('counts several alarms of one metric once each', () => {
  const alarms = alarmed({ Threshold: 2, EvaluationPeriods: 1, DatapointsToAlarm: 1 });
  alarms.put('b', readEndpointAlarm({ ...PROPERTIES, Threshold: 2, EvaluationPeriods: 1, DatapointsToAlarm: 1 })!);
  observe(alarms, 0, 500);
  expect([alarms.state('a'), alarms.state('b')]).toEqual(['OK', 'OK']);
  observe(alarms, 1, 500);
  expect([alarms.state('a'), alarms.state('b')]).toEqual(['ALARM', 'ALARM']);
});

it('has periods as short as the bake times; where nothing bakes nothing rings', () => {
  const quick = alarmed({}, 1 / 60);
  observe(quick, 0, 500);
  observe(quick, 1, 500);
  expect(quick.state('a')).toBe('ALARM');
  const still = alarmed({}, 0);
  for (const at of [0, 60, 120]) observe(still, at, 500);
  expect(still.state('a')).toBe('OK');
});

it('knows nothing of an alarm that is gone, or that watches something else', () => {
  const alarms = alarmed();
  alarms.delete('a');
  expect(alarms.state('a')).toBeUndefined();
  expect(readEndpointAlarm({ ...PROPERTIES, Namespace: 'AWS/SQS' })).toBeUndefined();
});

it('gives statistics of latencies, percentiles within two percent', () => {
  const histogram = new LatencyHistogram();
  for (let micros = 1; micros <= 1000; micros++) histogram.add(micros * 100);
  expect(['SampleCount', 'Sum', 'Average', 'Minimum', 'Maximum'].map((name) => histogram.statistic(name))).toEqual([
    1000, 50_050_000, 50_050, 100, 100_000,
  ]);
  const median = histogram.statistic('p50') as number;
  expect(Math.abs(median - 50_000) / 50_000).toBeLessThan(0.02);
  expect(histogram.statistic('p100')).toBe(100_000);
  expect(histogram.statistic('trimmed')).toBeUndefined();
});
