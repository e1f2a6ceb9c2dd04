import {
  paginateDescribeStackEvents,
  paginateListStackResources,
  paginateListStacks,
  type StackSummary,
} from '@aws-sdk/client-cloudformation';
import type { Target } from '../target/target';

/** A resource of a stack; or one that was left when its stack was deleted, as its removal policy says. */
export interface StackResource {
  readonly type: string;
  /** What `Ref` gave. */
  readonly physicalId: string;
  readonly stack: string;
}

/** What the environment's stacks have, and what those that are gone have left. */
export interface Inventory {
  /** Names of the stacks that stand, in the order of CloudFormation's list. */
  readonly stacks: readonly string[];
  /** Everything that they have. */
  readonly resources: readonly StackResource[];
  /** CloudFormation remembers deleted stacks for ninety days. */
  readonly retained: readonly StackResource[];
}

export async function takeInventory(target: Target): Promise<Inventory> {
  const { app, name } = target.environment;
  const standing: string[] = [];
  const gone: StackSummary[] = [];
  for await (const { StackSummaries = [] } of paginateListStacks({ client: target.clients.cloudFormation }, {})) {
    for (const summary of StackSummaries) {
      if (!summary.StackName?.startsWith(`${app}-${name}-`)) continue;
      if (summary.StackStatus === 'DELETE_COMPLETE') gone.push(summary);
      else standing.push(summary.StackName);
    }
  }
  const resources = (await Promise.all(standing.map((stack) => resourcesOf(target, stack)))).flat();
  const left = (await Promise.all(gone.map((stack) => retainedBy(target, stack)))).flat();
  const inUse = new Set(resources.map(({ physicalId }) => physicalId));
  return { stacks: standing, resources, retained: distinct(left.filter(({ physicalId }) => !inUse.has(physicalId))) };
}

async function resourcesOf({ clients }: Target, stack: string): Promise<StackResource[]> {
  const found: StackResource[] = [];
  const pages = paginateListStackResources({ client: clients.cloudFormation }, { StackName: stack });
  for await (const { StackResourceSummaries = [] } of pages) {
    for (const { ResourceType: type = '', PhysicalResourceId: physicalId } of StackResourceSummaries)
      if (physicalId !== undefined) found.push({ type, physicalId, stack });
  }
  return found;
}

/** A deleted stack is known by its id alone. */
async function retainedBy({ clients }: Target, { StackId, StackName = '' }: StackSummary): Promise<StackResource[]> {
  const retained: StackResource[] = [];
  const pages = paginateDescribeStackEvents({ client: clients.cloudFormation }, { StackName: StackId });
  for await (const { StackEvents = [] } of pages) {
    for (const { ResourceStatus, ResourceType: type = '', PhysicalResourceId: physicalId = '' } of StackEvents)
      if (ResourceStatus === 'DELETE_SKIPPED') retained.push({ type, physicalId, stack: StackName });
  }
  return retained;
}

const distinct = (resources: readonly StackResource[]): StackResource[] => [
  ...new Map(resources.map((resource) => [resource.physicalId, resource])).values(),
];

/** Whether a name or an ARN is that of something in a standing stack, which may know it by the other. */
export const belongsToStack = ({ resources }: Inventory, ...namesAndArns: readonly (string | undefined)[]): boolean =>
  resources.some(({ physicalId }) => namesAndArns.includes(physicalId));
