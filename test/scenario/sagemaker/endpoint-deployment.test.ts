import { request } from 'node:http';
import {
  DescribeEndpointCommand,
  UpdateEndpointCommand,
  type UpdateEndpointCommandInput,
} from '@aws-sdk/client-sagemaker';
import { eventually } from '../../fixtures/eventually';
import {
  createConfig,
  createEndpoint,
  createModel,
  invoke,
  modelArchive,
  serve,
  settled,
  variant,
} from '../../fixtures/sagemaker/endpoint-request';
import { isAlive, TestLaptop } from '../../fixtures/sagemaker/laptop';

let laptop: TestLaptop;
let draw = 0;
const ringing = new Set<string>();

beforeAll(async () => {
  laptop = await new TestLaptop({
    random: () => draw,
    alarms: { state: (name) => (ringing.has(name) ? 'ALARM' : 'OK') },
    timing: { alarmPollMs: 10, startupMs: 3_000 },
  }).start();
  await laptop.put('models/model.tar.gz', await modelArchive({ answer: [0.9, 0.1] }));
  for (const name of ['blue', 'green']) {
    await createModel(laptop, name, { FAKE_TAG: name });
    await createConfig(laptop, name);
  }
});
afterEach(() => {
  ringing.clear();
  draw = 0;
});
afterAll(() => laptop.stop());

const update = (changes: UpdateEndpointCommandInput) => laptop.sagemaker.send(new UpdateEndpointCommand(changes));
const tag = async (endpoint: string) => (await invoke(laptop, endpoint, 'tag')).text;

const policy = (routing: object, more: object = {}) => ({
  BlueGreenUpdatePolicy: {
    TrafficRoutingConfiguration: { Type: 'ALL_AT_ONCE' as const, WaitIntervalInSeconds: 0, ...routing },
  },
  ...more,
});

describe('a new endpoint', () => {
  it('is Creating until a slow container answers /ping', async () => {
    await createModel(laptop, 'slow', { FAKE_PING_AFTER_MS: '300' });
    await createConfig(laptop, 'slow');
    const creation = createEndpoint(laptop, 'slow', 'slow');
    const early = await eventually(async () =>
      laptop.sagemaker.send(new DescribeEndpointCommand({ EndpointName: 'slow' })).catch(() => undefined),
    );

    expect(early.EndpointStatus).toBe('Creating');
    expect((await creation).EndpointStatus).toBe('InService');
  });

  it('fails with the container’s last words when it ends', async () => {
    const { EndpointStatus, FailureReason } = await serve(laptop, 'ends', { FAKE_EXIT_CODE: '3' });

    expect(EndpointStatus).toBe('Failed');
    expect(FailureReason).toMatch(/AllTraffic did not pass the ping health check.*exit code 3.*cannot load the model/);
  });

  it('fails when /ping never gives 200', async () => {
    const { FailureReason } = await serve(laptop, 'unwell', { FAKE_PING_STATUS: '500' });

    expect(FailureReason).toMatch(/did not pass the ping health check.*\/ping gave status 500/);
  });

  it('fails when the model is no archive', async () => {
    await laptop.put('models/wrong.tar.gz', 'not an archive');
    const ModelDataUrl = 's3://data/models/wrong.tar.gz';
    const Image = '000000000000.dkr.ecr.us-east-1.amazonaws.com/second-look:1';
    await createModel(laptop, 'wrong', {}, { PrimaryContainer: { Image, ModelDataUrl } });
    await createConfig(laptop, 'wrong');
    const { FailureReason } = await createEndpoint(laptop, 'wrong', 'wrong');

    expect(FailureReason).toMatch(/^Failed to download model data for container "primary".*ArchiveInvalid/);
  });
});

describe('an update', () => {
  it('moves traffic once the new container answers, without losing a request', async () => {
    await createEndpoint(laptop, 'moves', 'blue');
    const oldPid = Number((await invoke(laptop, 'moves', 'pid')).text);
    await update({ EndpointName: 'moves', EndpointConfigName: 'green' });
    const seen = new Set<string>();
    await eventually(async () => {
      seen.add(await tag('moves'));
      return seen.has('green');
    });

    const { EndpointConfigName, EndpointStatus } = await settled(laptop, 'moves');
    expect([EndpointConfigName, EndpointStatus]).toEqual(['green', 'InService']);
    expect([...seen]).toEqual(['blue', 'green']);
    await eventually(() => !isAlive(oldPid));
  });

  it('keeps the old fleet when the new one fails', async () => {
    await createModel(laptop, 'bad', { FAKE_EXIT_CODE: '1' });
    await createConfig(laptop, 'bad');
    await createEndpoint(laptop, 'stays', 'blue');
    await update({ EndpointName: 'stays', EndpointConfigName: 'bad' });
    const { EndpointConfigName, EndpointStatus, FailureReason } = await settled(laptop, 'stays');

    expect([EndpointConfigName, EndpointStatus]).toEqual(['blue', 'InService']);
    expect(FailureReason).toMatch(/did not pass the ping health check/);
    expect(await tag('stays')).toBe('blue');
  });

  it('gives a canary its share of the traffic and goes back when an alarm rings', async () => {
    await createConfig(laptop, 'green-4', { ProductionVariants: [variant('green', { InitialInstanceCount: 4 })] });
    await createEndpoint(laptop, 'canary', 'blue');
    const CanarySize = { Type: 'INSTANCE_COUNT' as const, Value: 1 };
    await update({
      EndpointName: 'canary',
      EndpointConfigName: 'green-4',
      DeploymentConfig: policy(
        { Type: 'CANARY', CanarySize, WaitIntervalInSeconds: 60 },
        { AutoRollbackConfiguration: { Alarms: [{ AlarmName: 'Latency' }] } },
      ),
    });
    draw = 0.24;
    await eventually(async () => (await tag('canary')) === 'green', 15_000);
    draw = 0.26;
    expect(await tag('canary')).toBe('blue');
    ringing.add('Latency');
    const { EndpointConfigName, FailureReason } = await settled(laptop, 'canary');

    expect(EndpointConfigName).toBe('blue');
    expect(FailureReason).toBe('The deployment was rolled back: in ALARM state: Latency.');
    draw = 0;
    expect(await tag('canary')).toBe('blue');
  });

  it('answers a request whose body arrives slowly from the fleet that it began with', async () => {
    await createEndpoint(laptop, 'slow-body', 'blue');
    const answer = new Promise<string>((resolve, reject) => {
      const headers = {
        authorization:
          'AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/sagemaker/aws4_request, SignedHeaders=host, Signature=0',
        'content-type': 'text/plain',
        'content-length': 3,
      };
      const sent = request(`${laptop.url}/endpoints/slow-body/invocations`, { method: 'POST', headers }, (response) => {
        let text = '';
        response.on('data', (chunk: Buffer) => (text += chunk.toString()));
        response.on('end', () => resolve(text));
      });
      sent.on('error', reject);
      sent.write('ta');
      void update({ EndpointName: 'slow-body', EndpointConfigName: 'green' })
        .then(() => settled(laptop, 'slow-body'))
        .then(() => sent.end('g'), reject);
    });

    expect(await answer).toBe('blue');
    expect(await tag('slow-body')).toBe('green');
  });

  it('is called off when it is cancelled, while the new container starts and while it bakes', async () => {
    await createModel(laptop, 'sleepy', { FAKE_PING_AFTER_MS: '60000' });
    await createConfig(laptop, 'sleepy');
    await createEndpoint(laptop, 'cancelled', 'blue');
    for (const [EndpointConfigName, wait] of [
      ['sleepy', 0],
      ['green', 60],
    ] as const) {
      const DeploymentConfig = policy({ WaitIntervalInSeconds: wait });
      await update({ EndpointName: 'cancelled', EndpointConfigName, DeploymentConfig });
      if (wait > 0) await eventually(async () => (await tag('cancelled')) === 'green', 15_000);
      laptop.service.endpoints.cancel('cancelled');
      const ended = await settled(laptop, 'cancelled');
      expect([ended.EndpointConfigName, ended.FailureReason]).toEqual(['blue', 'The deployment was cancelled.']);
      expect(await tag('cancelled')).toBe('blue');
    }
  });

  it('refuses a canary of more than half of the instances', async () => {
    await createEndpoint(laptop, 'bold', 'blue');
    const CanarySize = { Type: 'INSTANCE_COUNT' as const, Value: 1 };
    const DeploymentConfig = policy({ Type: 'CANARY', CanarySize, WaitIntervalInSeconds: 60 });

    await expect(update({ EndpointName: 'bold', EndpointConfigName: 'green', DeploymentConfig })).rejects.toThrow(
      'CanarySize and LinearStepSize are at most half of the instances of each variant.',
    );
  });

  it('fails where the execution role may not read the rollback alarms', async () => {
    await createEndpoint(laptop, 'blind', 'blue');
    laptop.authorizer.denied.add('cloudwatch:DescribeAlarms');
    const alarms = { AutoRollbackConfiguration: { Alarms: [{ AlarmName: 'Latency' }] } };
    await update({ EndpointName: 'blind', EndpointConfigName: 'green', DeploymentConfig: policy({}, alarms) });
    const { EndpointConfigName, FailureReason } = await settled(laptop, 'blind');
    laptop.authorizer.denied.clear();

    expect(EndpointConfigName).toBe('blue');
    expect(FailureReason).toMatch(/may not read the rollback alarms.*cloudwatch:DescribeAlarms/);
  });

  it('is refused while another one runs, and describes what is pending', async () => {
    await createEndpoint(laptop, 'busy', 'blue');
    await update({
      EndpointName: 'busy',
      EndpointConfigName: 'green',
      DeploymentConfig: policy({ WaitIntervalInSeconds: 1 }),
    });
    const pending = await laptop.sagemaker.send(new DescribeEndpointCommand({ EndpointName: 'busy' }));

    expect(pending.PendingDeploymentSummary?.EndpointConfigName).toBe('green');
    await expect(update({ EndpointName: 'busy', EndpointConfigName: 'blue' })).rejects.toThrow(
      'Cannot update in-progress endpoint "arn:aws:sagemaker:us-east-1:000000000000:endpoint/busy".',
    );
    expect((await settled(laptop, 'busy')).EndpointConfigName).toBe('green');
  });
});

it('starts the endpoints in service again after a restart, once it is told to', async () => {
  await createEndpoint(laptop, 'survives', 'blue');
  await laptop.restart();

  await expect(tag('survives')).rejects.toThrow('its status is Creating');
  laptop.service.resume();
  expect((await settled(laptop, 'survives')).EndpointStatus).toBe('InService');
  expect(await tag('survives')).toBe('blue');
});
