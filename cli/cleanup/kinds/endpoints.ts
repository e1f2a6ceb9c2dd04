import {
  DeleteEndpointCommand,
  DescribeEndpointCommand,
  DescribeEndpointConfigCommand,
  paginateListEndpoints,
} from '@aws-sdk/client-sagemaker';
import type { Target } from '../../target/target';
import { belongsToStack } from '../inventory';
import { isGone, unlessGone } from '../is-gone';
import type { FindLeftovers, Leftover } from '../leftover';
import { instanceCost } from '../list-prices';

/** Endpoints with the environment's name that no stack has: the dearest thing to forget. */
export const findEndpoints: FindLeftovers = async (target, inventory) => {
  const { app, name } = target.environment;
  const { sageMaker } = target.clients;
  const found: Leftover[] = [];
  const named = { NameContains: `${app}-${name}` };
  for await (const { Endpoints = [] } of paginateListEndpoints({ client: sageMaker }, named)) {
    for (const { EndpointName = '', EndpointArn, EndpointStatus } of Endpoints) {
      if (!ofEnvironment(EndpointName, `${app}-${name}`) || EndpointStatus === 'Deleting') continue;
      if (belongsToStack(inventory, EndpointName, EndpointArn)) continue;
      const cost = await endpointCost(target, EndpointName).catch((error: unknown) => {
        // Gone between the two calls.
        if (isGone(error)) return undefined;
        throw error;
      });
      if (cost === undefined) continue;
      const remove = () => unlessGone(sageMaker.send(new DeleteEndpointCommand({ EndpointName })));
      found.push({ kind: 'endpoint', name: EndpointName, why: 'belongs to no stack', cost, remove });
    }
  }
  return found;
};

/** `second-look-dev` and `second-look-dev-old`, but not `second-look-development`. */
const ofEnvironment = (name: string, prefix: string): boolean => name === prefix || name.startsWith(`${prefix}-`);

/** What an endpoint costs while it stands. */
export async function endpointCost({ clients: { sageMaker } }: Target, EndpointName: string): Promise<string> {
  const { EndpointConfigName, ProductionVariants = [] } = await sageMaker.send(
    new DescribeEndpointCommand({ EndpointName }),
  );
  const [running] = ProductionVariants;
  const config = await sageMaker.send(new DescribeEndpointConfigCommand({ EndpointConfigName })).catch(() => undefined);
  const [variant] = config?.ProductionVariants ?? [];
  if (variant?.ServerlessConfig !== undefined) return 'nothing while nobody asks';
  return instanceCost(variant?.InstanceType, running?.CurrentInstanceCount ?? variant?.InitialInstanceCount ?? 1);
}
