import {
  DeleteParameterCommand,
  DescribeParametersCommand,
  GetParameterCommand,
  GetParameterHistoryCommand,
  GetParametersByPathCommand,
  GetParametersCommand,
  PutParameterCommand,
  SSMClient,
} from '@aws-sdk/client-ssm';
import { systemClock } from '../../../local/clock';
import { ParameterProvider } from '../../../local/ssm/parameter-provider';
import { ParameterStore } from '../../../local/ssm/parameter-store';
import { SsmService } from '../../../local/ssm/ssm-service';
import { temporaryFolder } from '../../fixtures/temporary-folder';
import { openTestDoor, TestAuthorizer, type TestDoor } from '../../fixtures/test-door';

const folder = temporaryFolder();
const authorizer = new TestAuthorizer();
const store = new ParameterStore(folder.path, systemClock);
let door: TestDoor;
let client: SSMClient;

beforeAll(async () => {
  door = await openTestDoor([new SsmService(store, authorizer)]);
  client = new SSMClient(door.clientOptions);
});

afterAll(async () => {
  client.destroy();
  await door.stop();
  folder.remove();
});

const put = (Name: string, Value: string, Overwrite = false) =>
  client.send(new PutParameterCommand({ Name, Value, Type: 'String', Overwrite }));

it('gives back what was put, with its version and ARN', async () => {
  await put('/app/dev/model', 'none');
  const { Version } = await put('/app/dev/model', 'package-1', true);

  const { Parameter } = await client.send(new GetParameterCommand({ Name: '/app/dev/model' }));

  expect(Version).toBe(2);
  expect(Parameter).toMatchObject({
    Value: 'package-1',
    Version: 2,
    Type: 'String',
    ARN: 'arn:aws:ssm:us-east-1:000000000000:parameter/app/dev/model',
  });
  expect(Parameter?.LastModifiedDate).toBeInstanceOf(Date);
});

it('remembers the last hundred versions, oldest first', async () => {
  for (let version = 1; version <= 102; version++) await put('/often', `value ${version}`, true);

  const { Parameters = [] } = await client.send(new GetParameterHistoryCommand({ Name: '/often' }));

  expect(Parameters.map(({ Version }) => Version)).toEqual(Array.from({ length: 100 }, (_, index) => index + 3));
  expect(Parameters[0]).toMatchObject({ Name: '/often', Value: 'value 3', Type: 'String' });
  expect(new ParameterStore(folder.path, systemClock).history('/often')).toHaveLength(100);
});

it('refuses to put a parameter again when it is not to be overwritten', async () => {
  await put('/once', 'first');

  await expect(put('/once', 'second')).rejects.toMatchObject({ name: 'ParameterAlreadyExists' });
  expect(store.get('/once')?.value).toBe('first');
});

it('lists a path flat or with everything below it', async () => {
  await put('/tree/a', '1');
  await put('/tree/b/c', '2');

  const flat = await client.send(new GetParametersByPathCommand({ Path: '/tree' }));
  const deep = await client.send(new GetParametersByPathCommand({ Path: '/tree/', Recursive: true }));

  expect(flat.Parameters?.map(({ Name }) => Name)).toEqual(['/tree/a']);
  expect(deep.Parameters?.map(({ Name }) => Name)).toEqual(['/tree/a', '/tree/b/c']);
});

it('names the absent ones when several are asked for', async () => {
  await put('/there', 'x');

  const answer = await client.send(new GetParametersCommand({ Names: ['/there', '/absent'] }));

  expect(answer.Parameters?.map(({ Value }) => Value)).toEqual(['x']);
  expect(answer.InvalidParameters).toEqual(['/absent']);
});

it('describes parameters without their values', async () => {
  await put('/secret-ish', 'value-nobody-should-see');

  const { Parameters } = await client.send(new DescribeParametersCommand({}));

  expect(JSON.stringify(Parameters)).not.toContain('value-nobody-should-see');
  expect(Parameters?.map(({ Name }) => Name)).toContain('/secret-ish');
});

it.each([
  ['GetParameter', () => client.send(new GetParameterCommand({ Name: '/absent' }))],
  ['GetParameterHistory', () => client.send(new GetParameterHistoryCommand({ Name: '/absent' }))],
  ['DeleteParameter', () => client.send(new DeleteParameterCommand({ Name: '/absent' }))],
])('%s answers ParameterNotFound for an absent name', async (_name, call) => {
  await expect(call()).rejects.toMatchObject({ name: 'ParameterNotFound' });
});

it('refuses a caller without the grant, naming action and parameter', async () => {
  authorizer.denied.add('ssm:GetParameter');

  const read = client.send(new GetParameterCommand({ Name: '/app/x' }));

  await expect(read).rejects.toMatchObject({ name: 'AccessDeniedException' });
  authorizer.denied.clear();
  expect(authorizer.asked.at(-1)).toMatchObject({
    action: 'ssm:GetParameter',
    resource: 'arn:aws:ssm:us-east-1:000000000000:parameter/app/x',
  });
});

it('finds its parameters again after a restart', async () => {
  await put('/kept', 'still here');

  const reopened = new ParameterStore(folder.path, systemClock);

  expect(reopened.get('/kept')).toEqual(store.get('/kept'));
});

describe('AWS::SSM::Parameter', () => {
  const provider = new ParameterProvider(store);
  const desired = (Value: string) => ({
    stackName: 's',
    logicalId: 'P',
    generatedName: 's-p-1',
    properties: { Name: '/declared', Value, Type: 'String' },
  });

  it('writes a changed value, and leaves an unchanged one at its version', async () => {
    await provider.apply(desired('one'));
    await provider.apply(desired('one'));
    expect(store.get('/declared')).toMatchObject({ value: 'one', version: 1 });

    await provider.apply(desired('two'));
    expect(store.get('/declared')).toMatchObject({ value: 'two', version: 2 });
  });
});
