import { ListTagsCommand } from '@aws-sdk/client-sagemaker';
import type { JsonObject } from '../../../local/protocol/operations';
import { sagemakerProviders } from '../../../local/sagemaker/resources/sagemaker-providers';
import type { ProvidedResource, ResourceProvider } from '../../../local/templates/resource-provider';
import { invoke, MODEL_URL, modelArchive } from '../../fixtures/sagemaker/endpoint-request';
import { IMAGE, ROLE, TestLaptop } from '../../fixtures/sagemaker/laptop';

const NAME = 'second-look-test';
let laptop: TestLaptop;

beforeAll(async () => {
  laptop = await new TestLaptop({ timing: { startupMs: 5_000 } }).start();
  await laptop.put('models/model.tar.gz', await modelArchive({}));
});
afterAll(() => laptop.stop());

const provider = (type: string): ResourceProvider =>
  sagemakerProviders(laptop.service).find((one) => one.type === type) as ResourceProvider;

const apply = (type: string, properties: JsonObject): Promise<ProvidedResource> =>
  provider(type).apply({
    stackName: 'serving',
    logicalId: 'X',
    generatedName: `serving-${type.slice(16)}`,
    properties,
  });

const modelProperties = (FAKE_TAG: string, more: Record<string, string> = {}): JsonObject => ({
  ExecutionRoleArn: ROLE,
  PrimaryContainer: { Image: IMAGE, ModelDataUrl: MODEL_URL, Environment: { FAKE_TAG, ...more } },
});

const configProperties = (model: ProvidedResource): JsonObject => ({
  ProductionVariants: [
    {
      VariantName: 'AllTraffic',
      ModelName: model.attributes.ModelName,
      InstanceType: 'ml.m5.large',
      // As a value that went through a parameter of the template arrives.
      InitialInstanceCount: '1',
    },
  ],
});

/** Applies model, configuration and endpoint as a stack's create or update would. */
async function deploy(tag: string, more: Record<string, string> = {}) {
  const model = await apply('AWS::SageMaker::Model', modelProperties(tag, more));
  const config = await apply('AWS::SageMaker::EndpointConfig', configProperties(model));
  const properties = { EndpointName: NAME, EndpointConfigName: config.attributes.EndpointConfigName };
  return { model, config, endpoint: await apply('AWS::SageMaker::Endpoint', properties) };
}

const tag = async () => (await invoke(laptop, NAME, 'tag')).text;

it('waits until the endpoint is in service; Ref gives ARNs', async () => {
  const { model, config, endpoint } = await deploy('one');

  expect(await tag()).toBe('one');
  expect(endpoint).toEqual({
    physicalId: `arn:aws:sagemaker:us-east-1:000000000000:endpoint/${NAME}`,
    attributes: { EndpointName: NAME },
  });
  expect(model.physicalId).toMatch(/:model\/serving-Model-[0-9a-f]{8}$/);
  expect(config.physicalId).toMatch(/:endpoint-config\/serving-EndpointConfig-[0-9a-f]{8}$/);
});

it('finds everything again when the same template is applied again', async () => {
  const pid = (await invoke(laptop, NAME, 'pid')).text;
  const first = await deploy('one');
  const again = await deploy('one');

  expect(again).toEqual(first);
  expect((await invoke(laptop, NAME, 'pid')).text).toBe(pid);
});

it('moves the endpoint to a changed configuration', async () => {
  await deploy('two');

  expect(await tag()).toBe('two');
});

it('rejects with the reason and keeps the old configuration when the new one fails', async () => {
  await expect(deploy('three', { FAKE_EXIT_CODE: '1' })).rejects.toThrow(/did not pass the ping health check/);
  expect(await tag()).toBe('two');
});

it('starts the endpoint again after a restart', async () => {
  await laptop.restart();
  await deploy('two');

  expect(await tag()).toBe('two');
});

it('brings changed tags to what is there already', async () => {
  const tagged = (Value: string) => ({ ...modelProperties('tagged'), Tags: [{ Key: 'team', Value }] });
  await apply('AWS::SageMaker::Model', tagged('bay'));
  const { physicalId } = await apply('AWS::SageMaker::Model', tagged('gate'));
  const listed = async () => (await laptop.sagemaker.send(new ListTagsCommand({ ResourceArn: physicalId }))).Tags;

  expect(await listed()).toEqual([{ Key: 'team', Value: 'gate' }]);
  await apply('AWS::SageMaker::Model', modelProperties('tagged'));
  expect(await listed()).toEqual([]);
});

it('replaces a model for anything but its tags', () => {
  const { replaces } = provider('AWS::SageMaker::Model');
  const before = modelProperties('one');

  expect(replaces?.(before, { ...before, Tags: [{ Key: 'a', Value: 'b' }] })).toBe(false);
  expect(replaces?.(before, modelProperties('two'))).toBe(true);
});

it('removes what it made, twice without harm', async () => {
  const made = await deploy('two');
  for (let round = 1; round <= 2; round++) {
    for (const [type, resource] of [
      ['AWS::SageMaker::Endpoint', made.endpoint],
      ['AWS::SageMaker::EndpointConfig', made.config],
      ['AWS::SageMaker::Model', made.model],
    ] as const) {
      await provider(type).remove({ ...resource, properties: {} }, { stackName: 'serving', logicalId: 'X' });
    }
    expect(laptop.service.endpoints.get(NAME)).toBeUndefined();
  }
});

it('leaves no failed endpoint behind, so that the next attempt can create it', async () => {
  await expect(deploy('bad', { FAKE_EXIT_CODE: '1' })).rejects.toThrow(/did not pass the ping/);
  expect(laptop.service.endpoints.get(NAME)).toBeUndefined();
  await deploy('good');

  expect(await tag()).toBe('good');
});

it('makes model package groups and repositories', async () => {
  const properties = { ModelPackageGroupName: 'vehicles', ModelPackageGroupDescription: 'at the bay' };
  const group = await apply('AWS::SageMaker::ModelPackageGroup', properties);
  const repository = await apply('AWS::ECR::Repository', { RepositoryName: 'second-look' });

  expect(group.physicalId).toBe('arn:aws:sagemaker:us-east-1:000000000000:model-package-group/vehicles');
  expect(group.attributes.ModelPackageGroupStatus).toBe('Completed');
  expect(await apply('AWS::SageMaker::ModelPackageGroup', properties)).toEqual(group);
  expect(repository).toEqual({
    physicalId: 'second-look',
    attributes: {
      Arn: 'arn:aws:ecr:us-east-1:000000000000:repository/second-look',
      RepositoryUri: '000000000000.dkr.ecr.us-east-1.amazonaws.com/second-look',
    },
  });
});
