import {
  CreateModelPackageCommand,
  type CreateModelPackageCommandInput,
  CreateModelPackageGroupCommand,
  DeleteModelPackageCommand,
  DeleteModelPackageGroupCommand,
  DescribeModelCommand,
  DescribeModelPackageCommand,
  DescribeModelPackageGroupCommand,
  ListModelPackageGroupsCommand,
  ListModelPackagesCommand,
  UpdateModelPackageCommand,
} from '@aws-sdk/client-sagemaker';
import type { StateChange } from '../../../local/sagemaker/state/state-change';
import {
  createConfig,
  createEndpoint,
  createModel,
  invoke,
  MODEL_URL,
  modelArchive,
} from '../../fixtures/sagemaker/endpoint-request';
import { IMAGE, TestLaptop } from '../../fixtures/sagemaker/laptop';

const GROUP = 'vehicles';
const ARN = `arn:aws:sagemaker:us-east-1:000000000000:model-package/${GROUP}`;
let laptop: TestLaptop;

beforeAll(async () => {
  laptop = await new TestLaptop().start();
  await laptop.put('models/model.tar.gz', await modelArchive({ answer: [0.9, 0.1] }));
  await laptop.sagemaker.send(new CreateModelPackageGroupCommand({ ModelPackageGroupName: GROUP }));
});
afterAll(() => laptop.stop());

async function register(changes: Partial<CreateModelPackageCommandInput> = {}): Promise<string> {
  const Containers = [{ Image: IMAGE, ModelDataUrl: MODEL_URL, Environment: { FAKE_TAG: 'packaged' } }];
  const { ModelPackageArn = '' } = await laptop.sagemaker.send(
    new CreateModelPackageCommand({
      ModelPackageGroupName: GROUP,
      InferenceSpecification: { Containers, SupportedContentTypes: ['image/png'] },
      ModelMetrics: { ModelQuality: { Statistics: { ContentType: 'application/json', S3Uri: 's3://data/m.json' } } },
      CustomerMetadataProperties: { classes: 'bicycle,motorcycle', seed: '7' },
      ...changes,
    }),
  );
  return ModelPackageArn;
}

const describe_ = (ModelPackageName: string) =>
  laptop.sagemaker.send(new DescribeModelPackageCommand({ ModelPackageName }));

it('numbers the versions of a group, and never gives a number twice', async () => {
  const first = await register();
  const second = await register();
  await laptop.sagemaker.send(new DeleteModelPackageCommand({ ModelPackageName: second }));
  const third = await register();

  expect([first, second, third]).toEqual([`${ARN}/1`, `${ARN}/2`, `${ARN}/3`]);
  await expect(describe_(second)).rejects.toThrow(`ModelPackage ${second} does not exist.`);
});

describe('a client token', () => {
  const group = { ModelPackageGroupName: 'repeated' };
  const token = (ClientToken: string) => ({ ...group, ClientToken });
  const versions = async () => {
    const { ModelPackageSummaryList = [] } = await laptop.sagemaker.send(new ListModelPackagesCommand(group));
    return ModelPackageSummaryList.map(({ ModelPackageVersion }) => ModelPackageVersion);
  };
  beforeAll(() => laptop.sagemaker.send(new CreateModelPackageGroupCommand(group)));
  afterAll(async () => {
    for (const version of await versions())
      await laptop.sagemaker.send(
        new DeleteModelPackageCommand({ ModelPackageName: `${ARN.replace(GROUP, 'repeated')}/${version}` }),
      );
    await laptop.sagemaker.send(new DeleteModelPackageGroupCommand(group));
  });

  it('makes one package of a call that is repeated, also once its package was approved and the laptop restarted', async () => {
    const first = await register(token('once'));
    const other = await register(token('another'));
    await laptop.sagemaker.send(
      new UpdateModelPackageCommand({ ModelPackageArn: first, ModelApprovalStatus: 'Approved' }),
    );
    await laptop.restart();

    expect(await register(token('once'))).toBe(first);
    expect(other).not.toBe(first);
    expect(await versions()).toEqual([1, 2]);
    expect(await describe_(first)).toMatchObject({ ModelApprovalStatus: 'Approved' });
  });

  it.each<[string, Partial<CreateModelPackageCommandInput>]>([
    ['another description', { ModelPackageDescription: 'another' }],
    ['other metadata', { CustomerMetadataProperties: { seed: '8' } }],
    ['tags', { Tags: [{ Key: 'app', Value: 'other' }] }],
  ])('is refused with %s', async (_, changed) => {
    const refused = register({ ...token('once'), ...changed });

    await expect(refused).rejects.toMatchObject({
      name: 'ConflictException',
      message: expect.stringMatching(/client token once .*model-package\/repeated\/1/),
    });
    expect(await versions()).toEqual([1, 2]);
  });

  it('is forgotten with its package', async () => {
    await laptop.sagemaker.send(
      new DeleteModelPackageCommand({ ModelPackageName: `${ARN.replace(GROUP, 'repeated')}/1` }),
    );

    expect(await register({ ...token('once'), ModelPackageDescription: 'another' })).toMatch(/\/repeated\/3$/);
  });
});

it('describes a package as it was registered, waiting for approval', async () => {
  const described = await describe_(`${ARN}/1`);

  expect(described).toMatchObject({
    ModelPackageGroupName: GROUP,
    ModelPackageVersion: 1,
    ModelPackageStatus: 'Completed',
    ModelApprovalStatus: 'PendingManualApproval',
    CustomerMetadataProperties: { classes: 'bicycle,motorcycle', seed: '7' },
    ModelMetrics: { ModelQuality: { Statistics: { S3Uri: 's3://data/m.json' } } },
  });
  expect(described.CreationTime).toBeInstanceOf(Date);
});

it('approves a package, merges its metadata and tells listeners', async () => {
  const heard: StateChange[] = [];
  const end = laptop.service.onStateChange((change) => heard.push(change));
  await laptop.sagemaker.send(
    new UpdateModelPackageCommand({
      ModelPackageArn: `${ARN}/1`,
      ModelApprovalStatus: 'Approved',
      ApprovalDescription: 'better than before',
      CustomerMetadataProperties: { temperature: '1.3' },
      CustomerMetadataPropertiesToRemove: ['seed'],
    }),
  );
  end();

  expect(await describe_(`${ARN}/1`)).toMatchObject({
    ModelApprovalStatus: 'Approved',
    ApprovalDescription: 'better than before',
    CustomerMetadataProperties: { classes: 'bicycle,motorcycle', temperature: '1.3' },
  });
  expect(heard).toMatchObject([
    { detailType: 'SageMaker Model Package State Change', detail: { ModelApprovalStatus: 'Approved' } },
  ]);
});

it('lists the packages of a group by their approval', async () => {
  const list = async (more: object) => {
    const { ModelPackageSummaryList } = await laptop.sagemaker.send(new ListModelPackagesCommand(more));
    return ModelPackageSummaryList?.map(({ ModelPackageVersion }) => ModelPackageVersion);
  };

  expect(await list({ ModelPackageGroupName: GROUP })).toEqual([1, 3]);
  expect(await list({ ModelPackageGroupName: GROUP, ModelApprovalStatus: 'Approved' })).toEqual([1]);
  expect(await list({})).toEqual([]);
});

it('serves a package by its ARN, the model’s variables on top of the package’s', async () => {
  await createModel(laptop, 'packaged', {}, { PrimaryContainer: { ModelPackageName: `${ARN}/1` } });
  await createConfig(laptop, 'packaged');
  await createEndpoint(laptop, 'packaged', 'packaged');
  const { PrimaryContainer } = await laptop.sagemaker.send(new DescribeModelCommand({ ModelName: 'packaged' }));

  expect((await invoke(laptop, 'packaged', 'tag')).text).toBe('packaged');
  expect(PrimaryContainer).toEqual({ ModelPackageName: `${ARN}/1` });
});

it('refuses a model of a package or an archive that is not there', async () => {
  const missing = { PrimaryContainer: { ModelPackageName: `${ARN}/99` } };
  await expect(createModel(laptop, 'none', {}, missing)).rejects.toThrow(`ModelPackage ${ARN}/99 does not exist.`);
  const absent = { PrimaryContainer: { Image: IMAGE, ModelDataUrl: 's3://data/nothing.tar.gz' } };
  await expect(createModel(laptop, 'none', {}, absent)).rejects.toThrow(
    'Could not find model data at s3://data/nothing.tar.gz.',
  );
});

it('keeps packages without versions under their own name', async () => {
  const arn = await register({ ModelPackageGroupName: undefined, ModelPackageName: 'single' });

  expect(arn).toBe('arn:aws:sagemaker:us-east-1:000000000000:model-package/single');
  expect((await describe_('single')).ModelPackageVersion).toBeUndefined();
});

it('finds groups and packages again after a restart', async () => {
  await laptop.restart();
  const { ModelPackageGroupSummaryList } = await laptop.sagemaker.send(new ListModelPackageGroupsCommand({}));

  expect(ModelPackageGroupSummaryList?.map(({ ModelPackageGroupName }) => ModelPackageGroupName)).toEqual([GROUP]);
  expect((await describe_(`${ARN}/1`)).ModelApprovalStatus).toBe('Approved');
});

it('deletes a group only when it is empty', async () => {
  const remove = () => laptop.sagemaker.send(new DeleteModelPackageGroupCommand({ ModelPackageGroupName: GROUP }));
  await expect(remove()).rejects.toThrow('it still has model packages');
  for (const version of [1, 3]) {
    await laptop.sagemaker.send(new DeleteModelPackageCommand({ ModelPackageName: `${ARN}/${version}` }));
  }
  await remove();

  const described = laptop.sagemaker.send(new DescribeModelPackageGroupCommand({ ModelPackageGroupName: GROUP }));
  await expect(described).rejects.toThrow('does not exist');
});
