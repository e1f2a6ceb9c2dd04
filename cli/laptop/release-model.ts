import {
  type CloudFormationClient,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { CreateModelPackageCommand, type SageMakerClient } from '@aws-sdk/client-sagemaker';
import { GetParameterCommand, PutParameterCommand } from '@aws-sdk/client-ssm';
import {
  modelPackageParameterName,
  NO_MODEL_RELEASED,
  type ReleasedModel,
  releasedModelParameterName,
} from '../../core/contracts/released-model';
import { stackName } from '../../core/contracts/stack-names';
import type { TrainModelOutput } from '../../core/contracts/train-model';
import type { AwsClients } from '../aws/aws-clients';
import { pause } from '../pause';

const POLL_MILLISECONDS = 200;
const IMAGE_TYPES = ['image/png', 'image/jpeg', 'application/x-image'];

export interface Release {
  readonly app: string;
  readonly environment: string;
  readonly modelPackageGroup: string;
  readonly trained: TrainModelOutput;
  /** Class names in the order of the model's outputs. */
  readonly classes: readonly string[];
}

/**
 * Registers a trained model and brings it into service: the parameter names the package, the serving stack is updated with its previous template, and
 * once the endpoint is in service the released-model parameter says what serves. A release that fails leaves both parameters as they were.
 * @returns the package's ARN.
 */
export async function releaseModel(clients: AwsClients, release: Release, signal: AbortSignal): Promise<string> {
  const { app, environment } = release;
  const modelPackage = await register(clients.sageMaker, release);
  const parameter = modelPackageParameterName(app, environment);
  const before = await clients.ssm.send(new GetParameterCommand({ Name: parameter }));
  await putParameter(clients, parameter, modelPackage);
  try {
    await updateStack(clients.cloudFormation, stackName(app, environment, 'serving'), signal);
  } catch (error) {
    // The stack has gone back to what served before; the next deployment must not bring up what failed.
    await putParameter(clients, parameter, before.Parameter?.Value ?? NO_MODEL_RELEASED);
    throw error;
  }
  const released: ReleasedModel = { modelPackage, classes: [...release.classes], temperature: 1 };
  await putParameter(clients, releasedModelParameterName(app, environment), JSON.stringify(released));
  return modelPackage;
}

async function register(sageMaker: SageMakerClient, { modelPackageGroup, trained }: Release): Promise<string> {
  const container = { Image: trained.trainingImage, ModelDataUrl: trained.modelArtifacts };
  const { ModelPackageArn } = await sageMaker.send(
    new CreateModelPackageCommand({
      ModelPackageGroupName: modelPackageGroup,
      ModelPackageDescription: `Training job ${trained.trainingJobName}`,
      ModelApprovalStatus: 'Approved',
      InferenceSpecification: {
        Containers: [container],
        SupportedContentTypes: IMAGE_TYPES,
        SupportedResponseMIMETypes: ['application/json'],
      },
    }),
  );
  return ModelPackageArn as string;
}

async function putParameter({ ssm }: AwsClients, name: string, value: string): Promise<void> {
  await ssm.send(new PutParameterCommand({ Name: name, Value: value, Type: 'String', Overwrite: true }));
}

async function updateStack(cloudFormation: CloudFormationClient, name: string, signal: AbortSignal): Promise<void> {
  const before = await describe(cloudFormation, name);
  const parameters = (before.Parameters ?? []).map(({ ParameterKey }) => ({ ParameterKey, UsePreviousValue: true }));
  await cloudFormation.send(
    new UpdateStackCommand({
      StackName: name,
      UsePreviousTemplate: true,
      Parameters: parameters,
      Capabilities: ['CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM'],
    }),
  );
  for (;;) {
    const { StackStatus: status = '', StackStatusReason: reason = '' } = await describe(cloudFormation, name);
    if (status === 'UPDATE_COMPLETE') return;
    if (!status.endsWith('_IN_PROGRESS')) {
      throw new Error(`The release of ${name} ended as ${status}: ${(await failures(cloudFormation, name)) || reason}`);
    }
    await pause(POLL_MILLISECONDS, signal);
  }
}

/** Why resources of the stack's newest operation failed. */
async function failures(cloudFormation: CloudFormationClient, name: string): Promise<string> {
  const { StackEvents = [] } = await cloudFormation.send(new DescribeStackEventsCommand({ StackName: name }));
  const beginning = StackEvents.findIndex(({ ResourceStatusReason: why }) => why === 'User Initiated');
  return StackEvents.slice(0, beginning < 0 ? undefined : beginning)
    .filter(
      ({ ResourceStatus = '', PhysicalResourceId, StackId }) =>
        ResourceStatus.endsWith('_FAILED') && PhysicalResourceId !== StackId,
    )
    .map(({ LogicalResourceId, ResourceStatusReason }) => `${LogicalResourceId}: ${ResourceStatusReason}`)
    .join('; ');
}

async function describe(cloudFormation: CloudFormationClient, name: string) {
  const { Stacks = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName: name }));
  const [stack] = Stacks;
  if (stack === undefined) throw new Error(`There is no stack ${name}: deploy the environment first.`);
  return stack;
}
