import {
  CancelUpdateStackCommand,
  CloudFormationClient,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  GetTemplateCommand,
  ListExportsCommand,
  ListStackResourcesCommand,
  ListStacksCommand,
  UpdateStackCommand,
  ValidateTemplateCommand,
  waitUntilStackDeleteComplete,
  waitUntilStackUpdateComplete,
} from '@aws-sdk/client-cloudformation';
import { CloudFormationService } from '../../../local/cloudformation/cloudformation-service';
import { FrontDoor } from '../../../local/front-door/front-door';
import { CredentialRegistry } from '../../../local/iam/credentials';
import { PolicyEngine } from '../../../local/iam/policy-engine';
import { EngineFixture } from './engine-fixture';

const TEMPLATE = {
  Description: 'The model & its endpoint',
  Parameters: {
    Model: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/model' },
    Secret: { Type: 'String', Default: 'hush', NoEcho: true },
  },
  Outputs: { Model: { Value: { Ref: 'Model' }, Description: 'what serves', Export: { Name: 'model' } } },
};
const RESOURCES = { A: { Properties: { Model: { Ref: 'Model' } } } };

describe('CloudFormationService', () => {
  let fixture: EngineFixture;
  let door: FrontDoor;
  let client: CloudFormationClient;
  let policies: PolicyEngine;
  let credentials: CredentialRegistry;
  let endpoint: string;

  beforeEach(async () => {
    fixture = new EngineFixture();
    fixture.ssm.set('/model', 'none');
    policies = new PolicyEngine();
    credentials = new CredentialRegistry();
    door = new FrontDoor(credentials);
    door.register(new CloudFormationService({ engine: fixture.engine, authorizer: policies }));
    endpoint = `http://127.0.0.1:${await door.listen(0)}`;
    client = new CloudFormationClient({
      endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    });
    await fixture.deploy(RESOURCES, TEMPLATE);
  });
  afterEach(async () => {
    client.destroy();
    await door.stop();
    fixture.remove();
  });

  const update = (input: object = {}): Promise<unknown> =>
    client.send(
      new UpdateStackCommand({
        StackName: 'app',
        UsePreviousTemplate: true,
        Parameters: [{ ParameterKey: 'Model', UsePreviousValue: true }],
        ...input,
      }),
    );

  it('describes a stack with its outputs, parameters and tags', async () => {
    const { Stacks: [stack] = [] } = await client.send(new DescribeStacksCommand({ StackName: 'app' }));
    expect(stack).toMatchObject({
      StackName: 'app',
      Description: 'The model & its endpoint',
      StackStatus: 'CREATE_COMPLETE',
      Outputs: [{ OutputKey: 'Model', OutputValue: 'none', Description: 'what serves', ExportName: 'model' }],
      Parameters: [
        { ParameterKey: 'Model', ParameterValue: '/model', ResolvedValue: 'none' },
        { ParameterKey: 'Secret', ParameterValue: '****' },
      ],
      Tags: [{ Key: 'app', Value: 'test' }],
    });
    expect(stack?.CreationTime).toBeInstanceOf(Date);
  });

  it('finds a stack by its ARN', async () => {
    const { Stacks: [stack] = [] } = await client.send(new DescribeStacksCommand({}));
    const found = await client.send(new DescribeStacksCommand({ StackName: stack?.StackId }));
    expect(found.Stacks).toHaveLength(1);
  });

  it('refuses an update that changes nothing', async () => {
    await expect(update()).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'No updates are to be performed.',
    });
  });

  it('updates when the SSM parameter has another value, until the waiter is content', async () => {
    fixture.ssm.set('/model', 'arn:model');
    await update();
    const { state } = await waitUntilStackUpdateComplete(
      { client, maxWaitTime: 5, minDelay: 0.01, maxDelay: 0.05 },
      { StackName: 'app' },
    );
    expect(state).toBe('SUCCESS');
    expect([...fixture.things.resources.values()]).toEqual([{ Model: 'arn:model' }]);
    expect(fixture.engine.outputs('app')).toEqual({ Model: 'arn:model' });
  });

  it('refuses a second update while the first is going on', async () => {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const apply = fixture.things.apply.bind(fixture.things);
    fixture.things.apply = (desired) => held.then(() => apply(desired));
    fixture.ssm.set('/model', 'arn:first');
    await update();
    await expect(update()).rejects.toMatchObject({
      name: 'ValidationError',
      message: expect.stringMatching(/^Stack:arn:.* is in UPDATE_IN_PROGRESS state and can not be updated\.$/),
    });
    release();
    await fixture.engine.stop();
    expect(fixture.status()).toBe('UPDATE_COMPLETE');
  });

  it('rolls back when a resource fails, and the waiter says so', async () => {
    const failing = JSON.stringify({ Resources: { A: { Type: 'Fake::Thing', Properties: { Fail: 'no' } } } });
    await client.send(new UpdateStackCommand({ StackName: 'app', TemplateBody: failing }));
    const waiting = waitUntilStackUpdateComplete(
      { client, maxWaitTime: 5, minDelay: 0.01, maxDelay: 0.05 },
      { StackName: 'app' },
    );
    await expect(waiting).rejects.toThrow(/UPDATE_ROLLBACK_COMPLETE/);
    const { StackEvents = [] } = await client.send(new DescribeStackEventsCommand({ StackName: 'app' }));
    expect(StackEvents[0]).toMatchObject({
      ResourceStatus: 'UPDATE_ROLLBACK_COMPLETE',
      ResourceType: 'AWS::CloudFormation::Stack',
    });
    expect(StackEvents).toContainEqual(expect.objectContaining({ LogicalResourceId: 'A', ResourceStatusReason: 'no' }));
  });

  it('rolls an update back that is cancelled, and begins nothing further', async () => {
    let begun = (): void => undefined;
    const running = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const apply = fixture.things.apply.bind(fixture.things);
    fixture.things.apply = async (desired) => {
      const { cancelled } = desired;
      if (cancelled === undefined) return apply(desired);
      begun();
      return new Promise((_, reject) => {
        cancelled.addEventListener('abort', () => reject(cancelled.reason));
      });
    };
    fixture.ssm.set('/model', 'arn:first');
    await update();
    await running;
    await client.send(new CancelUpdateStackCommand({ StackName: 'app' }));
    await fixture.engine.stop();

    expect(fixture.status()).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(fixture.events()).toContain('A: UPDATE_FAILED (Resource update cancelled)');
    expect([...fixture.things.resources.values()]).toEqual([{ Model: 'none' }]);
    await expect(client.send(new CancelUpdateStackCommand({ StackName: 'app' }))).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'CancelUpdateStack cannot be called from current stack status: UPDATE_ROLLBACK_COMPLETE.',
    });
  });

  it.each([
    [
      'a parameter that is not there',
      { Parameters: [{ ParameterKey: 'Nope', ParameterValue: '1' }] },
      /\[Nope\] do not exist/,
    ],
    ['a previous value that is not there', { Parameters: [{ ParameterKey: 'Nope', UsePreviousValue: true }] }, /Nope/],
    ['both templates', { TemplateBody: '{}' }, /Either TemplateBody or UsePreviousTemplate/],
    [
      'an unknown function',
      {
        UsePreviousTemplate: false,
        TemplateBody: JSON.stringify({
          Conditions: { C: { 'Fn::Odd': 1 } },
          Resources: { A: { Type: 'Fake::Thing', Condition: 'C' } },
        }),
        Parameters: [],
      },
      /Fn::Odd/,
    ],
  ])('refuses an update with %s, and stays as it is', async (_, input, message) => {
    await expect(update(input)).rejects.toMatchObject({
      name: 'ValidationError',
      message: expect.stringMatching(message),
    });
    expect(fixture.status()).toBe('CREATE_COMPLETE');
  });

  it('lists stacks, resources, exports and the template', async () => {
    const { StackSummaries } = await client.send(new ListStacksCommand({ StackStatusFilter: ['CREATE_COMPLETE'] }));
    const { StackResources } = await client.send(new DescribeStackResourcesCommand({ StackName: 'app' }));
    const { StackResourceSummaries } = await client.send(new ListStackResourcesCommand({ StackName: 'app' }));
    const { Exports } = await client.send(new ListExportsCommand({}));
    const { TemplateBody = '' } = await client.send(new GetTemplateCommand({ StackName: 'app' }));
    expect(StackSummaries).toMatchObject([{ StackName: 'app' }]);
    expect(StackResources).toMatchObject([{ LogicalResourceId: 'A', ResourceType: 'Fake::Thing' }]);
    expect(StackResourceSummaries).toMatchObject([{ LogicalResourceId: 'A', ResourceStatus: 'CREATE_COMPLETE' }]);
    expect(Exports).toMatchObject([{ Name: 'model', Value: 'none' }]);
    expect(JSON.parse(TemplateBody)).toMatchObject(TEMPLATE);
    const { Parameters } = await client.send(new ValidateTemplateCommand({ TemplateBody }));
    expect(Parameters).toMatchObject([
      { ParameterKey: 'Model', DefaultValue: '/model' },
      { ParameterKey: 'Secret', NoEcho: true },
    ]);
  });

  it('deletes a stack, and then knows it by its ARN only', async () => {
    const { stackId } = fixture.engine.stack('app').record;
    await client.send(new DeleteStackCommand({ StackName: 'app' }));
    await waitUntilStackDeleteComplete(
      { client, maxWaitTime: 5, minDelay: 0.01, maxDelay: 0.05 },
      { StackName: 'app' },
    );
    await expect(client.send(new DescribeStacksCommand({ StackName: 'app' }))).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'Stack with id app does not exist',
    });
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: stackId }));
    expect(Stacks).toMatchObject([{ StackStatus: 'DELETE_COMPLETE' }]);
    expect(fixture.things.resources.size).toBe(0);
  });

  it('judges a role by its policies, on the stack', async () => {
    const role = 'arn:aws:iam::000000000000:role/releaser';
    const as = new CloudFormationClient({ endpoint, region: 'us-east-1', credentials: credentials.issue(role, 's') });
    policies.putIdentityPolicy(role, 'p', {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: 'cloudformation:DescribeStacks',
          Resource: fixture.engine.stack('app').record.stackId,
        },
      ],
    });
    await expect(as.send(new DescribeStacksCommand({ StackName: 'app' }))).resolves.toHaveProperty('Stacks');
    await expect(as.send(new DeleteStackCommand({ StackName: 'app' }))).rejects.toThrow(
      /assumed-role\/releaser\/s is not authorized to perform: cloudformation:DeleteStack on resource: arn:.*stack\/app/,
    );
    as.destroy();
  });
});
