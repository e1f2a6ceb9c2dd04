import { SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import type { ServiceStatus } from '../../../cli/status/service-status';
import { idleEvaluation } from '../../fixtures/evaluation/idle-evaluation';
import { registerPackage } from '../../fixtures/laptop/registered-package';
import { WorkflowLaptop } from '../../fixtures/laptop/workflow-laptop';

const START_LIMIT_MILLISECONDS = 300_000;

let laptop: WorkflowLaptop;

beforeAll(async () => {
  laptop = await WorkflowLaptop.start({ assemblyFolder: await idleEvaluation() });
}, START_LIMIT_MILLISECONDS);
afterAll(() => laptop?.stop());

async function status(): Promise<ServiceStatus> {
  const { code, stdout } = await laptop.command(['status', '--json']);
  expect(code).toBe(0);
  return JSON.parse(stdout) as ServiceStatus;
}

it('says that nothing is released yet', async () => {
  expect(await status()).toMatchObject({
    environment: 'local',
    account: '000000000000',
    stacks: { storage: 'CREATE_COMPLETE', serving: 'CREATE_COMPLETE' },
    model: null,
    endpoint: null,
    evaluationQueue: { waiting: 0, inFlight: 0, deadLetters: 0 },
    lastEvaluation: null,
    executions: { TrainModel: [], ImageClassification: [] },
  });
  const { stdout } = await laptop.command(['status']);
  expect(stdout).toMatch(/^model +none has been released$/m);
  expect(stdout).toMatch(/^endpoint +none$/m);
});

it('says what serves, and how it does', async () => {
  const trained = await laptop.train();
  const arn = await registerPackage(laptop, trained);
  await laptop.command(['release', '--package', arn]);
  await laptop.classifyImage('incoming/a.png');
  const QueueUrl = laptop.outputs.get('EvaluationQueueUrl');
  await laptop.clients.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: '{}', DelaySeconds: 0 }));
  const Key = 'reports/evaluation/second-look-local/run-1/evaluation.json';
  const evaluation = {
    run: 'run-1',
    evaluatedAt: '2026-01-01T00:00:00.000Z',
    evaluation: { rows: 200, accuracy: 0.925 },
  };
  const Bucket = laptop.outputs.get('ReportsBucket');
  await laptop.clients.s3.send(new PutObjectCommand({ Bucket, Key, Body: JSON.stringify(evaluation) }));

  const found = await status();

  expect(found).toMatchObject({
    model: { modelPackage: arn, temperature: 1.25, accuracy: 0.93, accuracyInterval: [0.86, 0.97] },
    endpoint: {
      name: 'second-look-local',
      status: 'InService',
      mode: 'realtime',
      instanceType: 'ml.m5.xlarge',
      instances: 1,
      capturePercentage: 100,
    },
    lastEvaluation: { run: 'run-1', accuracy: 0.925, rows: 200, report: `s3://${Bucket}/${Key}` },
  });
  expect(found.executions?.ImageClassification).toMatchObject([{ status: 'SUCCEEDED' }]);
  expect(found.executions?.TrainModel).toMatchObject([{ status: 'SUCCEEDED' }]);
  const { stdout } = await laptop.command(['status']);
  expect(stdout).toMatch(/second-look-local InService; 1 of 1 ml\.m5\.xlarge; captures 100 %/);
  expect(stdout).toMatch(/accuracy 93\.0 % \(86\.0 % to 97\.0 %\) at its gate/);
});

it('tells which alarms ring', async () => {
  const quiet = await status();
  expect(quiet).toMatchObject({ alarms: { ringing: [] }, unknown: {} });
  expect(quiet.alarms?.total).toBeGreaterThan(10);
  const AlarmName =
    laptop.laptop.services.stacks.stack('second-look-local-serving').record.resources.AlarmsLatency0C947829?.physicalId;
  await laptop.clients.cloudWatch.send(
    new SetAlarmStateCommand({ AlarmName, StateValue: 'ALARM', StateReason: 'tried' }),
  );

  expect(await status()).toMatchObject({
    alarms: { ringing: [{ name: AlarmName, meaning: expect.stringContaining('endpoint-latency') }] },
  });
  expect((await laptop.command(['status'])).stdout).toMatch(/^alarms +1 of \d+ RINGING$/m);
});

it('tells when the parameter names another package than serves', async () => {
  const { PutParameterCommand } = await import('@aws-sdk/client-ssm');
  const Name = '/second-look/local/model-package';
  await laptop.clients.ssm.send(new PutParameterCommand({ Name, Value: 'arn:other', Overwrite: true }));

  expect(await status()).toMatchObject({ model: { nextModelPackage: 'arn:other' } });
  expect((await laptop.command(['status'])).stdout).toMatch(/NOT WHAT COMES NEXT: the parameter names arn:other/);
});

it('works where stacks are gone', async () => {
  const { stacks } = laptop.laptop.services;
  for (const word of ['workflow', 'serving']) await stacks.delete(`second-look-local-${word}`);

  expect(await status()).toMatchObject({
    stacks: { workflow: 'absent', serving: 'absent', storage: 'CREATE_COMPLETE' },
    endpoint: null,
    executions: { TrainModel: [{ status: 'SUCCEEDED' }] },
  });
});
