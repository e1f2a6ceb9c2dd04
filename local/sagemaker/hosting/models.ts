import { join } from 'node:path';
import { HeadObjectCommand } from '@aws-sdk/client-s3';
import { z } from 'zod';
import type { OperationTable, ServiceCall } from '../../protocol/operations';
import type { ModelPackages } from '../registry/model-packages';
import { resourceName } from '../request/field-schemas';
import { listMembers, listPage } from '../request/list-page';
import { parseRequest, validationException } from '../request/parse-request';
import { sagemakerArn } from '../sagemaker-arn';
import type { SageMakerContext } from '../sagemaker-context';
import { RecordStore } from '../state/record-store';
import { parseS3Uri } from '../storage/s3-location';
import {
  type ContainerDefinition,
  type CreateModelInput,
  createModelInput,
  type Model,
  type ModelContainer,
} from './model';

const byName = z.strictObject({ ModelName: resourceName });
const listInput = z.strictObject(listMembers);

/** Models and their operations. */
export class Models {
  private readonly records: RecordStore<Model>;

  constructor(
    private readonly context: SageMakerContext,
    private readonly packages: ModelPackages,
  ) {
    this.records = new RecordStore(join(context.folder, 'models'));
  }

  /** @throws AwsError `ValidationException` */
  find(name: string): Model {
    const model = this.records.get(name);
    if (model === undefined) throw validationException(`Could not find model "${sagemakerArn('model', name)}".`);
    return model;
  }

  readonly operations: OperationTable = {
    CreateModel: async (input, call) => this.create(parseRequest(createModelInput, input), call),
    DescribeModel: async (input, call) => {
      const { ModelName } = parseRequest(byName, input);
      this.context.access.authorize(call, 'DescribeModel', sagemakerArn('model', ModelName));
      const { input: given, created } = this.find(ModelName);
      return {
        ...given,
        ModelArn: sagemakerArn('model', ModelName),
        CreationTime: created,
        EnableNetworkIsolation: given.EnableNetworkIsolation ?? false,
      };
    },
    ListModels: async (input, call) => {
      this.context.access.authorize(call, 'ListModels', '*');
      const facts = ({ input: given, created }: Model) => ({
        name: given.ModelName,
        created,
        modified: created,
        status: '',
      });
      const page = listPage(this.records.values(), parseRequest(listInput, input), facts, 'Descending');
      return { Models: page.items.map(summary), NextToken: page.NextToken };
    },
    DeleteModel: async (input, call) => {
      const { ModelName } = parseRequest(byName, input);
      const arn = sagemakerArn('model', ModelName);
      this.context.access.authorize(call, 'DeleteModel', arn);
      this.find(ModelName);
      this.records.delete(ModelName);
      this.context.tags.set(arn, undefined);
      return {};
    },
  };

  private async create({ Tags, ...input }: CreateModelInput, call: ServiceCall): Promise<{ ModelArn: string }> {
    const arn = sagemakerArn('model', input.ModelName);
    this.context.access.authorizeTagged(call, 'CreateModel', arn, Tags);
    this.context.access.passRole(call, input.ExecutionRoleArn);
    this.assertNew(input.ModelName);
    const definitions = input.Containers ?? [input.PrimaryContainer as ContainerDefinition];
    const containers = definitions.flatMap((definition) => this.resolve(definition));
    const named = containers.map((container, index) => ({
      ...container,
      name: containers.length === 1 ? 'primary' : `container_${index + 1}`,
    }));
    await this.assertModelDataExists(input.ExecutionRoleArn, named);
    this.assertNew(input.ModelName);
    this.records.put(input.ModelName, { input, containers: named, created: this.context.now() });
    this.context.tags.set(arn, Tags);
    return { ModelArn: arn };
  }

  private assertNew(name: string): void {
    if (!this.records.has(name)) return;
    throw validationException(`Cannot create already existing model "${sagemakerArn('model', name)}".`);
  }

  /** A model package stands for its containers; variables given with the model come on top of the package's. */
  private resolve(definition: ContainerDefinition): Omit<ModelContainer, 'name'>[] {
    const environment = definition.Environment ?? {};
    if (definition.ModelPackageName === undefined) {
      return [{ image: definition.Image as string, modelData: modelDataOf(definition), environment }];
    }
    const { input, id } = this.packages.find(definition.ModelPackageName);
    if (input.InferenceSpecification === undefined) {
      throw validationException(`ModelPackage ${sagemakerArn('model-package', id)} has no InferenceSpecification.`);
    }
    return input.InferenceSpecification.Containers.map((container) => ({
      image: container.Image,
      modelData: modelDataOf(container),
      environment: { ...container.Environment, ...environment },
    }));
  }

  /** A missing archive is refused here; a role that may not read it fails the endpoint, naming the action. */
  private async assertModelDataExists(roleArn: string, containers: readonly ModelContainer[]): Promise<void> {
    const role = this.context.assume(roleArn);
    try {
      for (const { modelData } of containers) {
        if (modelData?.form !== 'archive') continue;
        const { bucket, key } = parseS3Uri(modelData.uri);
        const missing = await role.s3.send(new HeadObjectCommand({ Bucket: bucket, Key: key })).then(
          () => false,
          (error: Error) => ['NotFound', 'NoSuchKey', 'NoSuchBucket'].includes(error.name),
        );
        if (missing) throw validationException(`Could not find model data at ${modelData.uri}.`);
      }
    } finally {
      role.end();
    }
  }
}

function modelDataOf(
  container: Pick<ContainerDefinition, 'ModelDataUrl' | 'ModelDataSource'>,
): ModelContainer['modelData'] {
  if (container.ModelDataUrl !== undefined) return { uri: container.ModelDataUrl, form: 'archive' };
  const source = container.ModelDataSource?.S3DataSource;
  if (source === undefined) return undefined;
  return { uri: source.S3Uri, form: source.CompressionType === 'Gzip' ? 'archive' : 'prefix' };
}

function summary({ input, created }: Model) {
  return { ModelName: input.ModelName, ModelArn: sagemakerArn('model', input.ModelName), CreationTime: created };
}
