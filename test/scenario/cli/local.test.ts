import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DescribeStacksCommand, ListStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { GetObjectCommand, ListBucketsCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { InvokeEndpointCommand } from '@aws-sdk/client-sagemaker-runtime';
import { ListExecutionsCommand } from '@aws-sdk/client-sfn';
import {
  CreateQueueCommand,
  DeleteQueueCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { DescribeParametersCommand, GetParameterCommand } from '@aws-sdk/client-ssm';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { readEnvironment } from '../../../cli/environment/read-environment';
import { LOCAL_ENVIRONMENT } from '../../../cli/laptop/bring-up';
import { findLaptop } from '../../../cli/target/laptop-presence';
import { endpointName, modelPackageParameterName } from '../../../core/contracts/released-model';
import { STACKS, stackName } from '../../../core/contracts/stack-names';
import { LOCAL_ACCOUNT, LOCAL_REGION } from '../../../local/account';
import { runCli } from '../../fixtures/cli/cli-process';
import { LocalRun } from '../../fixtures/cli/local-run';
import { processesOf } from '../../fixtures/cli/processes-of';
import { eventually } from '../../fixtures/eventually';
import { pngImage } from '../../fixtures/images';
import { finishedExecution, startExecution } from '../../fixtures/laptop/finished-execution';
import { temporaryFolder } from '../../fixtures/temporary-folder';

jest.setTimeout(300_000);

const { app, name } = readEnvironment(LOCAL_ENVIRONMENT);
const folder = temporaryFolder();
const STATE = join(folder.path, 'state');

let local: LocalRun;
beforeAll(async () => {
  local = await LocalRun.start(STATE);
});
afterAll(async () => {
  await local.stop();
  folder.remove();
});

const shell = promisify(execFile);

const has = (command: string): Promise<boolean> =>
  shell('sh', ['-c', `command -v ${command}`]).then(
    () => true,
    () => false,
  );

const clientOptions = () => ({
  endpoint: local.url,
  region: LOCAL_REGION,
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
});

const answerOf = async (address: string) => {
  const answer = await fetch(address);
  return { status: answer.status, text: await answer.text() };
};

/** The images that the first start has put there. */
async function firstTestImage(): Promise<{ bucket: string; key: string }> {
  const bucket = (await local.outputs()).get('ImagesBucket');
  const { Contents = [] } = await local.clients.s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: 'test/' }));
  return { bucket, key: Contents[0]?.Key as string };
}

it('keeps objects for S3 clients', async () => {
  const bucket = (await local.outputs()).get('ImagesBucket');
  const Key = 'incoming/ein Rad+1.png';

  await local.clients.s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body: pngImage() }));
  const { Body } = await local.clients.s3.send(new GetObjectCommand({ Bucket: bucket, Key }));
  const { Contents = [] } = await local.clients.s3.send(
    new ListObjectsV2Command({ Bucket: bucket, Prefix: 'incoming/' }),
  );

  expect(Buffer.from((await Body?.transformToByteArray()) ?? [])).toEqual(pngImage());
  expect(Contents.map((object) => object.Key)).toEqual([Key]);
});

it('is found by other commands through its state folder', () => {
  expect(findLaptop(STATE)).toMatchObject({ url: local.url, pid: local.process.pid });
});

it('passes messages for SQS clients', async () => {
  const sqs = new SQSClient(clientOptions());
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'by-hand' }));

  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'hello' }));
  const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 5 }));

  expect(Messages.map(({ Body }) => Body)).toEqual(['hello']);
  await sqs.send(new DeleteQueueCommand({ QueueUrl }));
  sqs.destroy();
});

it('tells SSM clients which model is released', async () => {
  const Name = modelPackageParameterName(app, name);

  const { Parameter } = await local.clients.ssm.send(new GetParameterCommand({ Name }));
  const { Parameters = [] } = await local.clients.ssm.send(new DescribeParametersCommand({}));

  expect(Parameter?.Value).toMatch(/^arn:aws:sagemaker:.*:model-package\//);
  expect(Parameters.map((parameter) => parameter.Name)).toContain(Name);
});

it('takes an unknown access key for the administrator', async () => {
  const sts = new STSClient(clientOptions());

  const identity = await sts.send(new GetCallerIdentityCommand({}));

  expect(identity).toMatchObject({ Account: LOCAL_ACCOUNT });
  sts.destroy();
});

it('describes its stacks to CloudFormation clients', async () => {
  const { Stacks = [] } = await local.clients.cloudFormation.send(new DescribeStacksCommand({}));

  const names = Stacks.map(({ StackName }) => StackName);
  expect(names).toEqual(expect.arrayContaining(STACKS.map((word) => stackName(app, name, word))));
  for (const { StackStatus } of Stacks) expect(StackStatus).toMatch(/^(CREATE|UPDATE)_COMPLETE$/);
});

it('runs an execution to its end, and tells its history', async () => {
  const { bucket, key } = await firstTestImage();
  const arn = (await local.outputs()).get('ImageClassificationArn');

  const started = await startExecution(local.clients.stepFunctions, arn, { s3_bucket: bucket, s3_key: key });
  const execution = await finishedExecution(local.clients.stepFunctions, started);

  expect(['SUCCEEDED', 'FAILED']).toContain(execution.status);
  if (execution.status === 'FAILED') expect(execution.error).toBe('THRESHOLD_CONFIDENCE_NOT_MET');
  expect(execution.path.slice(0, 3)).toEqual(['SerializeImage', 'ClassifyImage', 'CheckThreshold']);
});

it('classifies for SageMaker Runtime clients', async () => {
  const { bucket, key } = await firstTestImage();
  const { Body: image } = await local.clients.s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  const Body = (await image?.transformToByteArray()) ?? new Uint8Array();

  const answer = await local.clients.runtime.send(
    new InvokeEndpointCommand({ EndpointName: endpointName(app, name), ContentType: 'image/png', Body }),
  );

  const probabilities = JSON.parse(Buffer.from(answer.Body ?? []).toString()) as number[];
  expect(probabilities).toHaveLength(2);
  expect(probabilities.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1);
});

it('invokes a function for a plain fetch', async () => {
  const { bucket, key } = await firstTestImage();
  const { StackResourceSummaries = [] } = await local.clients.cloudFormation.send(
    new ListStackResourcesCommand({ StackName: stackName(app, name, 'workflow') }),
  );
  const serialize = StackResourceSummaries.find(
    ({ LogicalResourceId = '', ResourceType }) =>
      ResourceType === 'AWS::Lambda::Function' && /Serialize/.test(LogicalResourceId),
  );

  const answer = await fetch(`${local.url}/2015-03-31/functions/${serialize?.PhysicalResourceId}/invocations`, {
    method: 'POST',
    body: JSON.stringify({ s3_bucket: bucket, s3_key: key }),
  });

  expect(await answer.json()).toMatchObject({ statusCode: 200, body: { s3_bucket: bucket, s3_key: key } });
});

it('prints a command that starts an execution when it is pasted into a shell', async () => {
  const curl = /^ {2}(curl -s .*)$/m.exec(local.process.text)?.[1] as string;
  if (!(await has('curl'))) {
    console.warn('skipped: pasting the printed command needs curl');
    return;
  }

  const { stdout } = await shell('sh', ['-c', curl]);

  const { executionArn } = JSON.parse(stdout) as { executionArn: string };
  const { status, visits } = await finishedExecution(local.clients.stepFunctions, executionArn);
  expect(['SUCCEEDED', 'FAILED']).toContain(status);
  expect(visits[0]?.name).toBe('SerializeImage');
});

it('prints a command of this project that classifies an image when it is pasted', async () => {
  const [, url = '', args = ''] =
    /^ {2}SECOND_LOOK_URL=(\S+) npm run cli -- (classify .+ --wait)$/m.exec(local.process.text) ?? [];

  const { code, stdout } = await runCli(args.split(' '), { environment: { SECOND_LOOK_URL: url } });

  // One epoch makes nobody sure.
  expect([0, 3]).toContain(code);
  expect(stdout).toMatch(/^1 image: \d accepted, \d second look, 0 failed$/m);
});

it('shows mails and executions on pages', async () => {
  const { bucket, key } = await firstTestImage();
  const arn = (await local.outputs()).get('ImageClassificationArn');
  const started = await startExecution(local.clients.stepFunctions, arn, { s3_bucket: bucket, s3_key: key });
  await finishedExecution(local.clients.stepFunctions, started);

  const [inbox, executions, execution] = await Promise.all([
    answerOf(`${local.url}/_local/inbox`),
    answerOf(`${local.url}/_local/executions`),
    answerOf(`${local.url}/_local/executions/${encodeURIComponent(started)}`),
  ]);

  expect([inbox.status, executions.status, execution.status]).toEqual([200, 200, 200]);
  const home = await fetch(local.url, { headers: { accept: 'text/html' } });
  expect(await home.text()).toContain('href="/_local/inbox"');
  expect(inbox.text).toMatch(/<title>[^<]*Inbox/i);
  expect(executions.text).toContain(started.slice(started.lastIndexOf(':') + 1));
  expect(execution.text).toContain('SerializeImage');
});

it('refuses a second laptop on the same folder in one line', async () => {
  const { code, stdout, stderr } = await runCli(['local', '--port', '0', '--state', STATE]);

  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toBe(
    `The state folder ${STATE} is in use by process ${local.process.pid}: stop it, or choose another.\n`,
  );
});

it('refuses the port of the other laptop in one line', async () => {
  const { code, stderr } = await runCli(['local', '--port', local.port, '--state', join(folder.path, 'other')]);

  expect(code).toBe(2);
  expect(stderr).toMatch(/^Port \d+ of 127\.0\.0\.1 is taken: .*\n$/);
});

describe.each([
  ['Ctrl-C', async () => expect((await local.stop()).code).toBe(0)],
  ['a crash', () => local.crash()],
])('a start after %s', (_, end) => {
  it('finds buckets, executions and model again, and the endpoint answers', async () => {
    const before = await holdings();

    await end();
    await eventually(() => (processesOf(folder.path)?.length ?? 0) === 0, 20_000);
    await expect(fetch(local.url)).rejects.toThrow();
    local = await LocalRun.start(STATE);

    expect(local.process.text).not.toMatch(/Train/);
    expect(await holdings()).toEqual(before);
    const { bucket, key } = await firstTestImage();
    const arn = (await local.outputs()).get('ImageClassificationArn');
    const started = await startExecution(local.clients.stepFunctions, arn, { s3_bucket: bucket, s3_key: key });
    const { path } = await finishedExecution(local.clients.stepFunctions, started);
    expect(path.slice(0, 3)).toEqual(['SerializeImage', 'ClassifyImage', 'CheckThreshold']);
  });
});

/** What a restart has to find again. */
async function holdings() {
  const { s3, stepFunctions, ssm } = local.clients;
  const outputs = await local.outputs();
  const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
  const stateMachineArn = outputs.get('ImageClassificationArn');
  const { executions = [] } = await stepFunctions.send(new ListExecutionsCommand({ stateMachineArn }));
  const { Parameter } = await ssm.send(new GetParameterCommand({ Name: modelPackageParameterName(app, name) }));
  return {
    buckets: Buckets.map((bucket) => bucket.Name),
    executions: executions.map(({ executionArn, status }) => ({ executionArn, status })),
    modelPackage: Parameter?.Value,
  };
}
