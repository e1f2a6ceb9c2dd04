import type { Target } from '../target/target';
import type { Inventory, StackResource } from './inventory';
import { storedBytes } from './kinds/bucket-versions';
import { endpointCost } from './kinds/endpoints';
import { KEY_COST, storageCost } from './list-prices';

/** Something of a standing stack that costs money, and stays. */
export interface Staying {
  readonly kind: string;
  readonly name: string;
  readonly stack: string;
  readonly cost: string;
}

type Cost = (target: Target, id: string) => Promise<string>;

/** What of a stack costs money while nobody uses it, by type. */
const COSTS: Readonly<Record<string, { readonly kind: string; readonly cost: Cost }>> = {
  'AWS::SageMaker::Endpoint': {
    kind: 'endpoint',
    cost: (target, id) => endpointCost(target, id.slice(id.lastIndexOf('/') + 1)),
  },
  'AWS::KMS::Key': { kind: 'key', cost: async () => KEY_COST },
  'AWS::S3::Bucket': {
    kind: 'bucket',
    cost: async ({ clients }, id) => storageCost(await storedBytes(clients.s3, id)),
  },
  'AWS::CloudWatch::Alarm': { kind: 'alarm', cost: async () => '$0.10 a month' },
  'AWS::CloudWatch::Dashboard': { kind: 'dashboard', cost: async () => '$3.00 a month' },
  'AWS::SecretsManager::Secret': { kind: 'secret', cost: async () => '$0.40 a month' },
};

/** What stays while its stack stands, as far as it costs anything. */
export async function findStaying(target: Target, { resources }: Inventory): Promise<readonly Staying[]> {
  const billed = resources.flatMap((resource) => {
    const known = COSTS[resource.type];
    return known === undefined ? [] : [{ resource, ...known }];
  });
  return Promise.all(billed.map(({ resource, kind, cost }) => describe(target, resource, kind, cost)));
}

async function describe(target: Target, { physicalId, stack }: StackResource, kind: string, cost: Cost) {
  const known = await cost(target, physicalId).catch((error: Error) => `unknown (${error.message})`);
  return { kind, name: physicalId, stack, cost: known };
}
