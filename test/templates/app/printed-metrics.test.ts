import { ErrorName, ServiceError } from '../../../core/contracts/errors';
import { functionEnvironmentSchema } from '../../../core/contracts/function-environment';
import { MetricName } from '../../../core/contracts/metric-names';
import { functionFrame, type Logic } from '../../../lambdas/adapters/function-frame';
import { embeddedMetrics, type FiledMetric } from '../../fixtures/embedded-metrics';
import { printedLines } from '../../fixtures/printed-lines';
import { synthesized } from '../synthesized';

interface AlarmProperties {
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Dimensions?: readonly { readonly Name: string; readonly Value: string }[];
}

const { workflow } = synthesized('local').templates;
const functions = Object.values(workflow.findResources('AWS::Lambda::Function')).map(
  ({ Properties }) => Properties.Environment.Variables as Readonly<Record<string, unknown>>,
);
const alarms: FiledMetric[] = Object.values(workflow.findResources('AWS::CloudWatch::Alarm')).map(({ Properties }) => {
  const { Namespace: namespace, MetricName: name, Dimensions = [] } = Properties as AlarmProperties;
  return { namespace, name, dimensions: Object.fromEntries(Dimensions.map(({ Name, Value }) => [Name, Value])) };
});

const before = { ...process.env };
afterEach(() => {
  process.env = { ...before };
});

/** What one invocation prints, with the variables that the template gives to a function. */
async function invoke(service: string, logic: Logic): Promise<Record<string, unknown>[]> {
  const variables = functions.find(({ POWERTOOLS_SERVICE_NAME }) => POWERTOOLS_SERVICE_NAME === service);
  for (const [name, value] of Object.entries(variables ?? {})) {
    if (typeof value === 'string') process.env[name] = value;
  }
  const handler = functionFrame(functionEnvironmentSchema, () => logic);
  const silence = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    return await printedLines(() =>
      handler({}, { awsRequestId: 'request-1', getRemainingTimeInMillis: () => 30_000 }).catch(() => undefined),
    );
  } finally {
    silence.mockRestore();
  }
}

const failure =
  (error: Error): Logic =>
  () =>
    Promise.reject(error);
const OURS = [
  ErrorName.AccessDenied,
  ErrorName.StorageUnavailable,
  ErrorName.EndpointUnavailable,
  ErrorName.ModelThrottled,
  ErrorName.ModelOutputInvalid,
  ErrorName.AlertNotPublished,
];

it.each(OURS)('an alarm watches exactly the metric that a function prints when it ends with %s', async (name) => {
  for (const service of ['serialize-image', 'classify-image', 'check-threshold']) {
    const printed = embeddedMetrics(await invoke(service, failure(new ServiceError(name, 'no'))));

    expect(printed).toHaveLength(1);
    expect(alarms).toContainEqual(printed[0]);
  }
});

it('an alarm watches exactly the metric that a function prints when it ends with an error that nobody foresaw', async () => {
  const [printed] = embeddedMetrics(await invoke('classify-image', failure(new TypeError('no'))));

  expect(alarms).toContainEqual(printed);
});

it('an alarm watches exactly the metric that a function prints when it cannot capture', async () => {
  const logic: Logic = async (_, { count }) => count(MetricName.CaptureNotWritten);

  const [printed] = embeddedMetrics(await invoke('classify-image', logic));

  expect(alarms).toContainEqual(printed);
});

it.each([ErrorName.ThresholdConfidenceNotMet, ErrorName.ImageNotFound, ErrorName.InvalidInput])(
  'no metric is printed when an image ends with %s',
  async (name) => {
    const lines = await invoke('check-threshold', failure(new ServiceError(name, 'no')));

    expect(embeddedMetrics(lines)).toEqual([]);
  },
);

it('another environment of the same account files its metrics elsewhere', () => {
  const dev = synthesized('dev').templates.workflow.findResources('AWS::CloudWatch::Alarm');
  const namespaces = Object.values(dev).map(({ Properties }) => (Properties as AlarmProperties).Namespace);
  const own = alarms.map(({ namespace }) => namespace).filter((namespace) => namespace.startsWith('SecondLook/'));

  expect(own.length).toBeGreaterThan(0);
  expect(namespaces.filter((namespace) => own.includes(namespace))).toEqual([]);
});
