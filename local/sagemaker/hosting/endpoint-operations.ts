import { z } from 'zod';
import type { OperationTable } from '../../protocol/operations';
import { resourceName } from '../request/field-schemas';
import { listMembers, listPage } from '../request/list-page';
import { parseRequest, validationException } from '../request/parse-request';
import { sagemakerArn } from '../sagemaker-arn';
import type { SageMakerContext } from '../sagemaker-context';
import { type DeploymentConfig, exceedsHalf } from './deployment-config';
import {
  createEndpointInput,
  type DeployedConfig,
  describeEndpoint,
  type Endpoint,
  endpointArn,
  updateEndpointInput,
} from './endpoint';
import type { EndpointConfigs } from './endpoint-configs';
import type { Endpoints } from './endpoints';
import type { Models } from './models';

const byName = z.strictObject({ EndpointName: resourceName });
const listInput = z.strictObject(listMembers);

/** CreateEndpoint, DescribeEndpoint, ListEndpoints, UpdateEndpoint, DeleteEndpoint. */
export function endpointOperations(
  context: SageMakerContext,
  endpoints: Endpoints,
  configs: EndpointConfigs,
  models: Models,
): OperationTable {
  const { access, tags } = context;
  const deployedConfig = (configName: string): DeployedConfig => {
    const config = configs.find(configName);
    const names = config.input.ProductionVariants.map(({ ModelName }) => ModelName);
    return { config, models: Object.fromEntries(names.map((name) => [name, models.find(name)])) };
  };
  return {
    CreateEndpoint: async (input, call) => {
      const request = parseRequest(createEndpointInput, input);
      const arn = endpointArn(request.EndpointName);
      access.authorizeTagged(call, 'CreateEndpoint', arn, request.Tags);
      access.authorize(call, 'CreateEndpoint', sagemakerArn('endpoint-config', request.EndpointConfigName));
      if (endpoints.get(request.EndpointName) !== undefined) {
        throw validationException(`Cannot create already existing endpoint "${arn}".`);
      }
      endpoints.create(request.EndpointName, deployedConfig(request.EndpointConfigName), request.DeploymentConfig);
      tags.set(arn, request.Tags);
      return { EndpointArn: arn };
    },
    DescribeEndpoint: async (input, call) => {
      const { EndpointName } = parseRequest(byName, input);
      access.authorize(call, 'DescribeEndpoint', endpointArn(EndpointName));
      return describeEndpoint(endpoints.find(EndpointName));
    },
    ListEndpoints: async (input, call) => {
      access.authorize(call, 'ListEndpoints', '*');
      const page = listPage(endpoints.values(), parseRequest(listInput, input), (endpoint) => endpoint, 'Descending');
      return { Endpoints: page.items.map(summary), NextToken: page.NextToken };
    },
    UpdateEndpoint: async (input, call) => {
      const request = parseRequest(updateEndpointInput, input);
      const arn = endpointArn(request.EndpointName);
      access.authorize(call, 'UpdateEndpoint', arn);
      access.authorize(call, 'UpdateEndpoint', sagemakerArn('endpoint-config', request.EndpointConfigName));
      const { status, lastDeploymentConfig } = endpoints.find(request.EndpointName);
      if (status !== 'InService') throw validationException(`Cannot update in-progress endpoint "${arn}".`);
      const retained = request.RetainDeploymentConfig === true ? lastDeploymentConfig : undefined;
      const deployment = request.DeploymentConfig ?? retained;
      const deployed = deployedConfig(request.EndpointConfigName);
      assertTrial(deployment, deployed);
      endpoints.update(request.EndpointName, deployed, deployment);
      return { EndpointArn: arn };
    },
    DeleteEndpoint: async (input, call) => {
      const { EndpointName } = parseRequest(byName, input);
      const arn = endpointArn(EndpointName);
      access.authorize(call, 'DeleteEndpoint', arn);
      const { status } = endpoints.find(EndpointName);
      const inProgress = status === 'Creating' || status === 'Updating';
      if (inProgress && endpoints.host(EndpointName) !== undefined) {
        throw validationException(`Cannot update in-progress endpoint "${arn}".`);
      }
      if (status !== 'Deleting') endpoints.delete(EndpointName);
      return {};
    },
  };
}

/** @throws AwsError `ValidationException` for a canary or a linear step of more than half of the new fleet. */
function assertTrial(deployment: DeploymentConfig | undefined, { config }: DeployedConfig): void {
  const counts = config.input.ProductionVariants.map(({ InitialInstanceCount = 1 }) => InitialInstanceCount);
  if (deployment === undefined || !exceedsHalf(deployment, Math.min(...counts))) return;
  throw validationException('CanarySize and LinearStepSize are at most half of the instances of each variant.');
}

function summary({ name, created, modified, status }: Endpoint) {
  return {
    EndpointName: name,
    EndpointArn: endpointArn(name),
    CreationTime: created,
    LastModifiedTime: modified,
    EndpointStatus: status,
  };
}
