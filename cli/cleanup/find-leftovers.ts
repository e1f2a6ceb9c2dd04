import type { Target } from '../target/target';
import type { Inventory } from './inventory';
import { findEndpoints } from './kinds/endpoints';
import { findHostingRecords } from './kinds/hosting-records';
import { findLogGroups } from './kinds/log-groups';
import { findParameters } from './kinds/parameters';
import { findRetainedResources } from './kinds/retained-resources';
import { findRunningJobs } from './kinds/running-jobs';
import type { Leftover } from './leftover';

/** In the order of removal: what costs by the second first, what others need last. */
const KINDS = [
  findRunningJobs,
  findEndpoints,
  findHostingRecords,
  findLogGroups,
  findParameters,
  findRetainedResources,
];

/** Everything of an environment that no standing stack has, in the order in which it is to be removed. */
export async function findLeftovers(target: Target, inventory: Inventory): Promise<readonly Leftover[]> {
  const found: Leftover[] = [];
  for (const find of KINDS) found.push(...(await find(target, inventory)));
  return found;
}
