import { HeadBucketCommand } from '@aws-sdk/client-s3';
import {
  CreateEndpointCommand,
  CreateEndpointConfigCommand,
  CreateModelCommand,
  DescribeEndpointCommand,
} from '@aws-sdk/client-sagemaker';
import { GetParametersByPathCommand } from '@aws-sdk/client-ssm';
import type { TrainModelOutput } from '../../../core/contracts/train-model';
import { eventually } from '../../fixtures/eventually';
import { resourceOf } from '../../fixtures/laptop/edited-assembly';
import { CONFIDENT } from '../../fixtures/laptop/fake-model';
import { WorkflowLaptop } from '../../fixtures/laptop/workflow-laptop';

const START_LIMIT_MILLISECONDS = 300_000;
const OLD = 'second-look-local-old';
const TAGS = [
  { Key: 'app', Value: 'second-look' },
  { Key: 'environment', Value: 'local' },
];

interface Cleanup {
  readonly stacks: readonly string[];
  readonly leftovers: readonly { readonly kind: string; readonly name: string; readonly cost: string }[];
  readonly kept: readonly { readonly kind: string; readonly name: string }[];
  readonly staying: readonly { readonly kind: string; readonly name: string; readonly cost: string }[];
  readonly removed: readonly { readonly kind: string; readonly name: string; readonly error?: string }[];
}

let laptop: WorkflowLaptop;
let trained: TrainModelOutput;

beforeAll(async () => {
  laptop = await WorkflowLaptop.startServing();
  trained = await laptop.train();
  // What is tried out by hand runs with a role of its own; here the endpoint's, with the log of any endpoint.
  await laptop.edit('serving', (template) => {
    const { Statement } = resourceOf(template, 'AWS::IAM::Policy', 'EndpointRole').Properties.PolicyDocument;
    for (const statement of Statement) if (statement.Sid === 'WriteLog') statement.Resource = '*';
    for (const statement of Statement) if (statement.Sid === 'WriteLog') statement.Action = 'logs:*';
  });
}, START_LIMIT_MILLISECONDS);
afterAll(() => laptop?.stop());

async function cleanup(
  ...args: string[]
): Promise<Cleanup & { readonly code: number | null; readonly stderr: string }> {
  const { code, stdout, stderr } = await laptop.command(['cleanup', ...args, '--json']);
  return { ...(JSON.parse(stdout === '' ? '{}' : stdout) as Cleanup), code, stderr };
}

const kinds = (found: readonly { readonly kind: string; readonly name: string }[]): string[] =>
  found.map(({ kind, name }) => `${kind} ${name.startsWith(OLD) ? name : ''}`.trim());

/** What somebody has tried out by hand and forgotten: a model, a configuration and, unless told otherwise, an endpoint. */
async function forget(name: string, startsAfterMs = 0): Promise<void> {
  const { sageMaker } = laptop.clients;
  const environment = { FAKE_MODEL_BEHAVIOUR: JSON.stringify({ pingAfterMs: startsAfterMs }) };
  await sageMaker.send(
    new CreateModelCommand({
      ModelName: name,
      ExecutionRoleArn: laptop.outputs.get('EndpointExecutionRoleArn'),
      PrimaryContainer: {
        Image: trained.trainingImage,
        ModelDataUrl: trained.modelArtifacts,
        Environment: environment,
      },
      Tags: TAGS,
    }),
  );
  const variant = { VariantName: 'AllTraffic', ModelName: name, InstanceType: 'ml.m5.xlarge' as const };
  await sageMaker.send(
    new CreateEndpointConfigCommand({
      EndpointConfigName: name,
      ProductionVariants: [{ ...variant, InitialInstanceCount: 1 }],
      Tags: TAGS,
    }),
  );
  await sageMaker.send(new CreateEndpointCommand({ EndpointName: name, EndpointConfigName: name, Tags: TAGS }));
}

const endpointStatus = async (EndpointName: string): Promise<string | undefined> =>
  (await laptop.clients.sageMaker.send(new DescribeEndpointCommand({ EndpointName })).catch(() => undefined))
    ?.EndpointStatus;

it('finds nothing where nothing is left over, and says what the stacks cost', async () => {
  const found = await cleanup('--dry-run');

  expect({ code: found.code, leftovers: found.leftovers, removed: found.removed }).toEqual({
    code: 0,
    leftovers: [],
    removed: [],
  });
  expect(found.staying).toContainEqual(
    expect.objectContaining({ kind: 'endpoint', cost: '$0.23 an hour, $167.90 a month' }),
  );
  expect(found.staying.filter(({ kind }) => kind === 'bucket').length).toBeGreaterThanOrEqual(5);
  const { stdout } = await laptop.command(['cleanup', '--dry-run']);
  expect(stdout).toMatch(/^Nothing is left over\.$/m);
  expect(stdout).toMatch(/^Stays with them, and costs:$/m);
});

it('lists leftovers, removes nothing unless told to, and then removes them in order', async () => {
  await forget(OLD);
  await eventually(async () => (await endpointStatus(OLD)) === 'InService', 20_000);
  laptop.model.behave({ training: 'waits' });
  await laptop.start('TrainModelArn', { hyperparameters: {} });
  await eventually(
    async () => (await cleanup('--dry-run')).leftovers.some(({ kind }) => kind === 'training job'),
    30_000,
  );
  const listed = await cleanup('--dry-run');

  const expected = [
    'training execution',
    'training job',
    `endpoint ${OLD}`,
    `endpoint configuration ${OLD}`,
    `model ${OLD}`,
  ];
  expect(kinds(listed.leftovers)).toEqual(expected);
  const unasked = await laptop.command(['cleanup']);
  expect({ code: unasked.code, stderr: unasked.stderr }).toEqual({
    code: 2,
    stderr: expect.stringMatching(/Nobody is there to confirm: --yes/),
  });
  expect(await endpointStatus(OLD)).toBe('InService');
  const removed = await cleanup('--yes');
  laptop.model.behave(CONFIDENT);

  expect({ code: removed.code, removed: kinds(removed.removed) }).toEqual({ code: 0, removed: expected });
  await eventually(async () => (await cleanup('--dry-run')).leftovers.length === 0, 20_000);
  expect(await endpointStatus('second-look-local')).toBe('InService');
  expect((await laptop.classifyImage('incoming/still.png')).status).toBe('SUCCEEDED');
});

it('goes on after a failure, tells of it, and takes up what is left when it is run again', async () => {
  await forget(`${OLD}-er`, 2_000);
  const first = await cleanup('--yes');

  expect(first.code).toBe(1);
  expect(first.stderr).toMatch(
    /1 could not be removed; the same command tries again:\nendpoint second-look-local-old-er: .*in-progress/,
  );
  await eventually(async () => (await endpointStatus(`${OLD}-er`)) === 'InService', 20_000);
  const second = await cleanup('--yes');
  expect({ code: second.code, removed: kinds(second.removed) }).toEqual({
    code: 0,
    removed: [`endpoint ${OLD}-er`],
  });
});

it('destroys the stacks with --all, keeps the data where it is told to, and removes it when asked again', async () => {
  const bucket = laptop.images;
  const all = await cleanup('--all', '--yes', '--keep-data');

  if (all.code !== 0) throw new Error(all.stderr);
  expect(all.stacks).toEqual([]);
  expect(all.kept.filter(({ kind }) => kind === 'bucket').map(({ name }) => name)).toContain(bucket);
  expect(await endpointStatus('second-look-local')).toBeUndefined();
  await laptop.clients.s3.send(new HeadBucketCommand({ Bucket: bucket }));
  const rest = await cleanup('--yes');

  expect(rest.code).toBe(0);
  expect(new Set(rest.removed.map(({ kind }) => kind))).toEqual(new Set(['model package group', 'queue', 'bucket']));
  await expect(laptop.clients.s3.send(new HeadBucketCommand({ Bucket: bucket }))).rejects.toMatchObject({
    name: 'NotFound',
  });
  const left = await cleanup('--dry-run');
  expect({ leftovers: left.leftovers, kept: left.kept, staying: left.staying, stacks: left.stacks }).toEqual({
    leftovers: [],
    kept: [],
    staying: [],
    stacks: [],
  });
  const path = new GetParametersByPathCommand({ Path: '/second-look/local/', Recursive: true });
  expect((await laptop.clients.ssm.send(path)).Parameters).toEqual([]);
});
