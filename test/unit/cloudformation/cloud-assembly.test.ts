import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, CfnCondition, CfnOutput, CfnParameter, Fn, Stack, Stage } from 'aws-cdk-lib';
import { Effect, Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { CfnQueue, Queue } from 'aws-cdk-lib/aws-sqs';
import { iamProviders } from '../../../local/iam/iam-providers';
import { PolicyEngine } from '../../../local/iam/policy-engine';
import { CloudAssembly } from '../../../local/templates/cloud-assembly';
import { EngineFixture } from './engine-fixture';
import { FakeProvider } from './fake-provider';

describe('CloudAssembly', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'second-look-assembly-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const newApp = (): App => new App({ outdir: join(folder, 'cdk.out'), analyticsReporting: false });

  it('gives the stacks of an app in dependency order, those of stages included', () => {
    const app = newApp();
    const stage = new Stage(app, 'dev');
    const [late, early] = [new Stack(stage, 'late', { tags: { team: 'x' } }), new Stack(stage, 'early')];
    new CfnQueue(late, 'Queue', { tags: [{ key: 'of', value: new Queue(early, 'Queue').queueUrl }] });
    new Queue(new Stack(app, 'alone', { stackName: 'named' }), 'Queue');
    app.synth();
    const { stacks } = CloudAssembly.read(join(folder, 'cdk.out'));
    expect(stacks.map(({ stackName, dependencies }) => [stackName, dependencies])).toEqual([
      ['dev-early', []],
      ['dev-late', ['dev-early']],
      ['named', []],
    ]);
    expect(stacks[1]).toMatchObject({ displayName: 'dev/late', tags: { team: 'x' } });
  });

  it('finds the files of assets by the object key that the template names', () => {
    const app = newApp();
    const stack = new Stack(app, 'app');
    mkdirSync(join(folder, 'code'));
    writeFileSync(join(folder, 'code', 'index.js'), 'exports.handler = () => 1;');
    const asset = new Asset(stack, 'Code', { path: join(folder, 'code') });
    new CfnQueue(stack, 'Queue', { queueName: asset.s3ObjectKey });
    app.synth();
    const { assets } = CloudAssembly.read(join(folder, 'cdk.out'));
    expect(readFileSync(join(assets.path(`${asset.assetHash}.zip`), 'index.js'), 'utf8')).toContain('handler');
    expect(() => assets.path('gone.zip')).toThrow(/has no asset 'gone.zip'. It has: /);
  });

  it('refuses a stack for another account, and a folder that is none', () => {
    const app = newApp();
    new Queue(new Stack(app, 'app', { env: { account: '111111111111', region: 'us-east-1' } }), 'Queue');
    app.synth();
    expect(() => CloudAssembly.read(join(folder, 'cdk.out'))).toThrow(
      /synthesized for aws:\/\/111111111111\/us-east-1/,
    );
    expect(() => CloudAssembly.read(join(folder, 'none'))).toThrow(
      /none\/manifest.json cannot be read: is .* the output of 'cdk synth'/,
    );
  });

  it('is deployed: parameters, conditions, cross-stack references and policies of a real app', async () => {
    const app = newApp();
    const producer = new Stack(app, 'producer');
    const consumer = new Stack(app, 'consumer');
    const queue = new Queue(producer, 'Queue', { visibilityTimeout: undefined });
    const model = new CfnParameter(producer, 'Model', {
      type: 'AWS::SSM::Parameter::Value<String>',
      default: '/model',
    });
    const released = new CfnCondition(producer, 'Released', {
      expression: Fn.conditionNot(Fn.conditionEquals(model, 'none')),
    });
    const conditional = new CfnQueue(producer, 'Conditional', { queueName: `${model.valueAsString}-q` });
    conditional.cfnOptions.condition = released;
    const role = new Role(consumer, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    new Policy(consumer, 'Policy', {
      roles: [role],
      statements: [
        new PolicyStatement({ effect: Effect.ALLOW, actions: ['sqs:SendMessage'], resources: [queue.queueArn] }),
      ],
    });
    new CfnOutput(consumer, 'RoleArn', { value: role.roleArn });
    app.synth();

    const queues = new FakeProvider('AWS::SQS::Queue');
    const policies = new PolicyEngine();
    const fixture = new EngineFixture({ providers: [queues, ...iamProviders(policies)] });
    const assembly = CloudAssembly.read(join(folder, 'cdk.out'));
    fixture.ssm.set('/model', 'none');
    await fixture.engine.deploy(assembly);
    expect(queues.calls).toHaveLength(1);

    const [queueArn] = [...queues.resources.keys()].map((name) => `arn:fake:${name}`);
    expect(policies.statementUse()).toContainEqual(
      expect.objectContaining({ source: expect.objectContaining({ Action: 'sqs:SendMessage', Resource: queueArn }) }),
    );
    const { RoleArn = '' } = fixture.engine.outputs('consumer');
    expect(() => policies.assertAssumable(RoleArn, 'lambda.amazonaws.com')).not.toThrow();

    fixture.ssm.set('/model', 'm1');
    await fixture.engine.deploy(assembly);
    expect(queues.calls.slice(1)).toEqual(['create Conditional']);
    const names = (): unknown[] => [...queues.resources.values()].map(({ QueueName }) => QueueName);
    expect(names()).toEqual([undefined, 'm1-q']);
    fixture.ssm.set('/model', 'none');
    await fixture.engine.deploy(assembly);
    expect(names()).toEqual([undefined]);
    fixture.remove();
  });
});
