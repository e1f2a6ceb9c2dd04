import {
  DeleteEndpointConfigCommand,
  DeleteModelCommand,
  paginateListEndpointConfigs,
  paginateListModels,
} from '@aws-sdk/client-sagemaker';
import { belongsToStack } from '../inventory';
import { unlessGone } from '../is-gone';
import { isOfEnvironment } from '../is-of-environment';
import type { FindLeftovers, Leftover } from '../leftover';
import { NOTHING } from '../list-prices';

/** Configurations and models of endpoints that are tagged with the environment and that no stack has. */
export const findHostingRecords: FindLeftovers = async (target, inventory) => {
  const { sageMaker } = target.clients;
  const found: Leftover[] = [];
  for await (const { EndpointConfigs = [] } of paginateListEndpointConfigs({ client: sageMaker }, {})) {
    for (const { EndpointConfigName = '', EndpointConfigArn } of EndpointConfigs) {
      if (belongsToStack(inventory, EndpointConfigName, EndpointConfigArn)) continue;
      if (!(await isOfEnvironment(target, EndpointConfigArn))) continue;
      const remove = () => unlessGone(sageMaker.send(new DeleteEndpointConfigCommand({ EndpointConfigName })));
      found.push(record('endpoint configuration', EndpointConfigName, remove));
    }
  }
  for await (const { Models = [] } of paginateListModels({ client: sageMaker }, {})) {
    for (const { ModelName = '', ModelArn } of Models) {
      if (belongsToStack(inventory, ModelName, ModelArn) || !(await isOfEnvironment(target, ModelArn))) continue;
      const remove = () => unlessGone(sageMaker.send(new DeleteModelCommand({ ModelName })));
      found.push(record('model', ModelName, remove));
    }
  }
  return found;
};

const record = (kind: string, name: string, remove: () => Promise<void>): Leftover => ({
  kind,
  name,
  why: 'belongs to no stack',
  cost: NOTHING,
  remove,
});
