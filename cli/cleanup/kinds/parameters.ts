import { DeleteParameterCommand, paginateGetParametersByPath } from '@aws-sdk/client-ssm';
import { belongsToStack } from '../inventory';
import { unlessGone } from '../is-gone';
import type { FindLeftovers, Leftover } from '../leftover';
import { NOTHING } from '../list-prices';

/** SSM parameters of an environment that has no stack any more. While one stands, the parameters of its releases are in use. */
export const findParameters: FindLeftovers = async ({ clients, environment: { app, name } }, inventory) => {
  if (inventory.stacks.length > 0) return [];
  const found: Leftover[] = [];
  const wanted = { Path: `/${app}/${name}/`, Recursive: true };
  for await (const { Parameters = [] } of paginateGetParametersByPath({ client: clients.ssm }, wanted)) {
    for (const { Name = '' } of Parameters) {
      if (belongsToStack(inventory, Name)) continue;
      const remove = () => unlessGone(clients.ssm.send(new DeleteParameterCommand({ Name })));
      found.push({ kind: 'parameter', name: Name, why: 'its stacks are deleted', cost: NOTHING, remove });
    }
  }
  return found;
};
