import type { JsonObject } from '../../../local/protocol/operations';
import { ROLE, RunningLambda } from './running-lambda';

const IDENTITY = { stackName: 'stack', logicalId: 'Resource' };

let local: RunningLambda;
beforeAll(async () => {
  local = await new RunningLambda().listen();
});
afterAll(() => local.stop());
afterEach(() => local.refused.clear());

describe('AWS::Lambda::Function', () => {
  it.each<[string, JsonObject]>([
    ['Layers', { Layers: ['arn:aws:lambda:us-east-1:1:layer:x:1'] }],
    ['VpcConfig', { VpcConfig: { SubnetIds: ['subnet-1'] } }],
    ['FileSystemConfigs', { FileSystemConfigs: [{}] }],
    ['PackageType Image', { PackageType: 'Image' }],
    ['SnapStart', { SnapStart: { ApplyOn: 'PublishedVersions' } }],
    ['the property Whatever', { Whatever: 1 }],
    ['the runtime python3.13', { Runtime: 'python3.13' }],
    ['MemorySize is 64', { MemorySize: 64 }],
    ['Timeout is 901', { Timeout: 901 }],
    ['AWS_REGION is reserved', { Environment: { Variables: { AWS_REGION: 'x' } } }],
    ['has no asset|not a folder', { Code: { S3Key: 'absent.zip' } }],
  ])('refuses %s by name', async (what, properties) => {
    await expect(local.make('refused', 'exports.handler = 1', properties)).rejects.toThrow(new RegExp(what));
  });

  it('refuses a role that Lambda may not assume', async () => {
    local.refused.add('sts:AssumeRole lambda.amazonaws.com');

    await expect(local.make('no-trust', 'exports.handler = 1')).rejects.toThrow('may not assume');
  });

  it('keeps its workers when it is applied again unchanged, as at every start', async () => {
    await local.make('kept', 'let n = 0; exports.handler = async () => ++n;');
    await local.invoke('kept');
    await local.make('kept', 'let n = 0; exports.handler = async () => ++n;');

    expect((await local.invoke('kept')).value).toBe(2);
  });

  it('runs code that stands in the template', async () => {
    await local.make('inline', '', { Code: { ZipFile: `exports.handler = async () => 'inline';` } });

    expect((await local.invoke('inline')).value).toBe('inline');
  });

  it('is replaced when its name changes', () => {
    const provider = local.provider('AWS::Lambda::Function');

    expect(provider.replaces?.({ FunctionName: 'a' }, { FunctionName: 'b' })).toBe(true);
    expect(provider.replaces?.({ FunctionName: 'a', Timeout: 1 }, { FunctionName: 'a', Timeout: 2 })).toBe(false);
  });

  it('is gone when it is removed', async () => {
    const resource = await local.make('gone', 'exports.handler = async () => 1;');
    await local.provider('AWS::Lambda::Function').remove({ ...resource, properties: {} }, IDENTITY);

    await expect(local.invoke('gone')).rejects.toMatchObject({ code: 'ResourceNotFoundException' });
  });
});

describe('what Lambda does in the role’s name', () => {
  const group = 'arn:aws:logs:us-east-1:000000000000:log-group:/aws/lambda';
  it.each<[string, JsonObject, string]>([
    ['logs:CreateLogStream', {}, `${group}/strict:*`],
    ['logs:PutLogEvents', {}, `${group}/strict:*`],
    ['xray:PutTraceSegments', { TracingConfig: { Mode: 'Active' } }, '*'],
    ['xray:PutTelemetryRecords', { TracingConfig: { Mode: 'Active' } }, '*'],
    [
      'kms:Decrypt',
      { KmsKeyArn: 'arn:aws:kms:us-east-1:000000000000:key/k' },
      'arn:aws:kms:us-east-1:000000000000:key/k',
    ],
  ])('fails the invocation, naming action and role, when %s is not granted', async (action, properties, resource) => {
    await local.make('strict', `exports.handler = async () => '${action}';`, properties);
    local.refused.add(action);

    const invocation = local.invoke('strict');

    await expect(invocation).rejects.toMatchObject({ code: 'AccessDenied', message: expect.stringContaining(action) });
    await expect(local.invoke('strict')).rejects.toThrow(ROLE);
    expect(local.judged.at(-1)).toMatchObject({ action, resource, principal: { kind: 'role', roleArn: ROLE } });
  });
});

describe('versions and aliases', () => {
  it('keep what was published while the function goes on', async () => {
    await local.make('grows', `exports.handler = async (e, c) => 'old ' + c.functionVersion;`);
    const version = await local.apply('AWS::Lambda::Version', { FunctionName: 'grows' });
    await local.apply('AWS::Lambda::Alias', {
      FunctionName: 'grows',
      Name: 'live',
      FunctionVersion: version.attributes.Version,
    });
    await local.make('grows', `exports.handler = async (e, c) => 'new and longer ' + c.functionVersion;`);

    const answers = await Promise.all(['grows', 'grows:1', 'grows:live'].map((name) => local.invoke(name)));

    expect(version.attributes.Version).toBe('1');
    expect(answers.map(({ value }) => value)).toEqual(['new and longer $LATEST', 'old 1', 'old 1']);
  });

  it('number on from the last version, never anew', async () => {
    await local.make('numbers', 'exports.handler = async () => 1;');
    const first = await local.apply('AWS::Lambda::Version', { FunctionName: 'numbers' });
    await local.provider('AWS::Lambda::Version').remove({ ...first, properties: {} }, IDENTITY);
    const second = await local.apply('AWS::Lambda::Version', { FunctionName: 'numbers' });

    expect(second.attributes.Version).toBe('2');
    await expect(local.invoke('numbers:1')).rejects.toMatchObject({ code: 'ResourceNotFoundException' });
  });
});

describe('AWS::Lambda::Permission', () => {
  it('puts its statement beside others into the function’s policy, and takes it out again', async () => {
    const permission = (Principal: string, extra: JsonObject = {}) => ({
      FunctionName: 'arn:aws:lambda:us-east-1:000000000000:function:kept',
      Action: 'lambda:InvokeFunction',
      Principal,
      ...extra,
    });
    const provider = local.provider('AWS::Lambda::Permission');
    const desired = { stackName: 's', generatedName: 'g' };
    const sourced = permission('events.amazonaws.com', { SourceArn: 'arn:aws:events:us-east-1:000000000000:rule/r' });
    await provider.apply({ ...desired, logicalId: 'A', properties: sourced });
    const other = await provider.apply({ ...desired, logicalId: 'B', properties: permission('000000000000') });
    const arn = 'arn:aws:lambda:us-east-1:000000000000:function:kept';
    const both = local.policies.get(arn);
    await provider.remove({ ...other, properties: permission('000000000000') }, IDENTITY);

    expect(both?.Statement).toMatchObject([
      {
        Principal: { Service: 'events.amazonaws.com' },
        Resource: arn,
        Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:events:us-east-1:000000000000:rule/r' } },
      },
      { Principal: { AWS: 'arn:aws:iam::000000000000:root' } },
    ]);
    expect(local.policies.get(arn)?.Statement).toHaveLength(1);
  });
});

it('refuses function URLs by name', async () => {
  await expect(local.apply('AWS::Lambda::Url', {})).rejects.toThrow('AWS::Lambda::Url');
});
