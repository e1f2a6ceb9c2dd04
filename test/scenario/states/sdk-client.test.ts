import {
  DescribeExecutionCommand,
  DescribeStateMachineCommand,
  ExecutionAlreadyExists,
  GetExecutionHistoryCommand,
  paginateGetExecutionHistory,
  paginateListExecutions,
  RedriveExecutionCommand,
  SFNClient,
  StartExecutionCommand,
  StartSyncExecutionCommand,
  StateMachineDoesNotExist,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { FrontDoor } from '../../../local/front-door/front-door';
import { CredentialRegistry } from '../../../local/iam/credentials';
import { chain, FunctionError, functionArn, StatesFixture } from '../../unit/states/states-fixture';

let healthy = false;
const denied = new Set<string>();
const fixture = new StatesFixture({
  denied,
  functions: {
    hanging: (_, signal) => new Promise((_resolve, reject) => signal?.addEventListener('abort', reject)),
    sometimes: (input) => {
      if (!healthy) throw new FunctionError('EndpointUnavailable', 'down');
      return input;
    },
  },
});
const door = new FrontDoor(new CredentialRegistry());
let url: string;
let client: SFNClient;
beforeAll(async () => {
  await fixture.open();
  door.register(fixture.service);
  door.registerPage(fixture.service.page);
  url = `http://127.0.0.1:${await door.listen(0)}`;
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  client = new SFNClient({ region: 'us-east-1', endpoint: url, credentials, maxAttempts: 1, disableHostPrefix: true });
});
afterAll(async () => {
  client.destroy();
  await door.stop();
  await fixture.close();
});
beforeEach(() => {
  healthy = false;
  denied.clear();
});

const task = (name: string) => chain(['T', { Type: 'Task', Resource: functionArn(name) }]);
const start = (stateMachineArn: string, input: object = {}, name?: string) =>
  client.send(new StartExecutionCommand({ stateMachineArn, input: JSON.stringify(input), name }));

it('starts, follows and redrives an execution', async () => {
  const stateMachineArn = fixture.machine(task('sometimes'), 'redriven');
  const { executionArn, startDate } = await start(stateMachineArn, { a: 1 }, 'first');
  await fixture.ended(executionArn as string);
  const failed = await client.send(new DescribeExecutionCommand({ executionArn }));
  healthy = true;
  await client.send(new RedriveExecutionCommand({ executionArn }));
  await fixture.ended(executionArn as string);
  const succeeded = await client.send(new DescribeExecutionCommand({ executionArn }));

  expect(failed).toMatchObject({ status: 'FAILED', error: 'EndpointUnavailable', startDate });
  expect(succeeded).toMatchObject({ status: 'SUCCEEDED', output: '{"a":1}', redriveCount: 1, startDate });
  const { events = [] } = await client.send(new GetExecutionHistoryCommand({ executionArn, reverseOrder: true }));
  expect(events[0]).toMatchObject({ type: 'ExecutionSucceeded', timestamp: succeeded.stopDate });
});

it('pages histories and lists', async () => {
  const stateMachineArn = fixture.machine(chain(['A', { Type: 'Pass' }], ['B', { Type: 'Pass' }]), 'paged');
  const arns: string[] = [];
  for (let count = 0; count < 5; count++) {
    const { executionArn } = await start(stateMachineArn);
    await fixture.ended(executionArn as string);
    arns.unshift(executionArn as string);
  }

  const listed: (string | undefined)[] = [];
  for await (const { executions = [] } of paginateListExecutions({ client, pageSize: 2 }, { stateMachineArn })) {
    listed.push(...executions.map(({ executionArn }) => executionArn));
  }
  const ids: (number | undefined)[] = [];
  for await (const { events = [] } of paginateGetExecutionHistory({ client, pageSize: 4 }, { executionArn: arns[0] })) {
    ids.push(...events.map(({ id }) => id));
  }

  expect(listed).toEqual(arns);
  expect(ids).toEqual([1, 2, 3, 4, 5, 6]);
});

it('stops an execution', async () => {
  const { executionArn } = await start(fixture.machine(task('hanging'), 'stopped'));
  await client.send(new StopExecutionCommand({ executionArn, error: 'Enough', cause: 'by hand' }));
  const described = await client.send(new DescribeExecutionCommand({ executionArn }));
  expect(described).toMatchObject({ status: 'ABORTED', error: 'Enough', cause: 'by hand' });
});

it('runs an Express machine to its end', async () => {
  const stateMachineArn = fixture.machine(chain(['P', { Type: 'Pass' }]), 'express', 'EXPRESS');
  const answer = await client.send(new StartSyncExecutionCommand({ stateMachineArn, input: '{"a":1}' }));
  expect(answer).toMatchObject({ status: 'SUCCEEDED', output: '{"a":1}' });
});

it('answers errors as the SDK knows them', async () => {
  const absent = 'arn:aws:states:us-east-1:000000000000:stateMachine:absent';
  await expect(start(absent)).rejects.toBeInstanceOf(StateMachineDoesNotExist);
  const stateMachineArn = fixture.machine(chain(['P', { Type: 'Pass' }]), 'twice');
  await start(stateMachineArn, {}, 'same');
  await expect(start(stateMachineArn, { other: true }, 'same')).rejects.toBeInstanceOf(ExecutionAlreadyExists);
  denied.add('states:DescribeStateMachine');
  const describe = client.send(new DescribeStateMachineCommand({ stateMachineArn }));
  await expect(describe).rejects.toMatchObject({ name: 'AccessDeniedException' });
});

it('serves its pages without a signature', async () => {
  const { executionArn } = await start(fixture.machine(chain(['Look', { Type: 'Pass' }]), 'shown'), {}, 'seen');
  await fixture.ended(executionArn as string);
  const list = await (await fetch(`${url}/_local/executions`)).text();
  const one = await (await fetch(`${url}/_local/executions/${encodeURIComponent(executionArn as string)}`)).text();
  expect(list).toContain('>seen</a>');
  expect(one).toContain('Look');
});
