import { DescribeEndpointCommand } from '@aws-sdk/client-sagemaker';
import { GetParameterCommand } from '@aws-sdk/client-ssm';
import {
  endpointName,
  modelPackageParameterName,
  releasedModelParameterName,
} from '../../../core/contracts/released-model';
import type { TrainModelOutput } from '../../../core/contracts/train-model';
import { ConstantTraffic } from '../../fixtures/laptop/constant-traffic';
import type { PackageBehaviour } from '../../fixtures/laptop/fake-model';
import { registerPackage } from '../../fixtures/laptop/registered-package';
import { ENVIRONMENT, WorkflowLaptop } from '../../fixtures/laptop/workflow-laptop';

/** A canary of one of two instances, as in production; five minutes of baking are five seconds here, and a minute of an alarm is one. */
const OVERRIDES = {
  serving: {
    mode: 'realtime',
    minInstances: 2,
    maxInstances: 4,
    deployment: { strategy: 'canary', bakeSeconds: 300 },
  },
};
const CANARY_SHARE = 0.5;
const TIMING = { bakeScale: 1 / 60, alarmPollMs: 50, startupMs: 4_000, invocationMs: 20_000 };
const REQUESTS_PER_SECOND = 25;
const LIMIT_MILLISECONDS = 300_000;

const { app, name } = ENVIRONMENT;
let laptop: WorkflowLaptop;
let trained: TrainModelOutput;
let traffic: ConstantTraffic;

beforeAll(async () => {
  laptop = await WorkflowLaptop.startServing({ overrides: OVERRIDES, timing: TIMING });
  trained = await laptop.train();
  await laptop.uploadTestSplit();
  traffic = new ConstantTraffic(laptop.laptop.url, endpointName(app, name), REQUESTS_PER_SECOND);
}, LIMIT_MILLISECONDS);
afterAll(async () => {
  await traffic?.stop();
  await laptop?.stop();
});

const parameter = async (Name: string): Promise<string | undefined> =>
  (await laptop.clients.ssm.send(new GetParameterCommand({ Name }))).Parameter?.Value;

/** What the parameters say, and which configuration serves. */
async function state() {
  const { EndpointConfigName, EndpointStatus } = await laptop.clients.sageMaker.send(
    new DescribeEndpointCommand({ EndpointName: endpointName(app, name) }),
  );
  const modelPackage = await parameter(modelPackageParameterName(app, name));
  const released = await parameter(releasedModelParameterName(app, name));
  return { modelPackage, released, EndpointConfigName, EndpointStatus };
}

/** Releases a model that behaves like this, under traffic from before until after. */
async function released(behaviour: PackageBehaviour) {
  const arn = await registerPackage(laptop, trained, { behaviour });
  const before = await state();
  traffic.reset();
  const end = await laptop.command(['release', '--package', arn, '--check-rate', '10']);
  return { arn, before, end, after: await state(), seen: await traffic.counts() };
}

it.each<[string, PackageBehaviour]>([
  ['a good model', {}],
  ['a model that is slow to start', { pingAfterMs: 2_000 }],
])(
  'no request fails while %s comes into service, first with its share',
  async (_, behaviour) => {
    const { arn, end, after, seen } = await released(behaviour);

    expect(end).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/\d+ images asked, none failed while it baked/),
    });
    expect(seen.failures).toEqual([]);
    // A canary of five seconds, then ten with the whole traffic before the old fleet goes.
    expect(seen.sent).toBeGreaterThan(REQUESTS_PER_SECOND * 10);
    expect(after).toMatchObject({ modelPackage: arn, EndpointStatus: 'InService' });
    expect(JSON.parse(after.released ?? '')).toMatchObject({ modelPackage: arn });
  },
  LIMIT_MILLISECONDS,
);

it(
  'no request fails when a model never becomes healthy, and everything is as before',
  async () => {
    const { before, end, after, seen } = await released({ pingStatus: 500 });

    expect(end.code).toBe(1);
    expect(end.stderr).toMatch(/UPDATE_ROLLBACK_COMPLETE: .*did not pass the ping health check.* serves on\./s);
    expect(seen.failures).toEqual([]);
    expect(seen.sent).toBeGreaterThan(REQUESTS_PER_SECOND * 3);
    expect(after).toEqual(before);
  },
  LIMIT_MILLISECONDS,
);

it(
  'at most the canary’s share of requests fails when a model answers with 5xx, the alarm takes it back, and everything is as before',
  async () => {
    const { before, end, after, seen } = await released({ status: 500, body: 'out of order' });

    expect(end.code).toBe(1);
    expect(end.stderr).toMatch(
      /UPDATE_ROLLBACK_COMPLETE: .*rolled back: in ALARM state: \S*servererrors\S*\. .* serves on\. Meanwhile \d+ images asked, [1-9]\d* failed/s,
    );
    expect(seen.failures.length).toBeGreaterThan(0);
    expect(seen.failures.length / seen.sent).toBeLessThanOrEqual(CANARY_SHARE);
    expect(new Set(seen.failures.map((failure) => failure.split(':')[0]))).toEqual(new Set(['ModelError']));
    expect(after).toEqual(before);
    traffic.reset();
    expect((await laptop.classifyImage('incoming/afterwards.png')).status).toBe('SUCCEEDED');
    expect((await traffic.counts()).failures).toEqual([]);
  },
  LIMIT_MILLISECONDS,
);
