import { DeleteLogGroupCommand, paginateDescribeLogGroups } from '@aws-sdk/client-cloudwatch-logs';
import { belongsToStack } from '../inventory';
import { unlessGone } from '../is-gone';
import type { FindLeftovers, Leftover } from '../leftover';
import { logCost } from '../list-prices';

/** Log groups of endpoints and functions that no stack has. The laptop's logs go with its folder. */
export const findLogGroups: FindLeftovers = async ({ clients, environment: { app, name }, url }, inventory) => {
  if (url !== undefined) return [];
  const found: Leftover[] = [];
  for (const logGroupNamePrefix of [`/aws/sagemaker/Endpoints/${app}-${name}`, `/aws/lambda/${app}-${name}-`]) {
    const pages = paginateDescribeLogGroups({ client: clients.logs }, { logGroupNamePrefix });
    for await (const { logGroups = [] } of pages) {
      for (const { logGroupName = '', arn, storedBytes = 0 } of logGroups) {
        if (belongsToStack(inventory, logGroupName, arn)) continue;
        const remove = () => unlessGone(clients.logs.send(new DeleteLogGroupCommand({ logGroupName })));
        const cost = logCost(storedBytes);
        found.push({ kind: 'log group', name: logGroupName, why: 'belongs to no stack', cost, remove });
      }
    }
  }
  return found;
};
