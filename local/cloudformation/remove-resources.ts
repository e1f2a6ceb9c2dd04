import type { ProviderRegistry } from './provider-registry';
import { reversed, runInOrder } from './run-in-order';
import type { Stack } from './stack';
import type { ResourceRecord } from './stack-record';

/**
 * Removes resources, each before what it depends on; retained ones are only logged.
 * @returns the logical ids whose removal failed; the log says why.
 */
export async function removeResources(
  stack: Stack,
  registry: ProviderRegistry,
  records: ReadonlyMap<string, ResourceRecord>,
  policy: (logicalId: string, record: ResourceRecord) => ResourceRecord['deletionPolicy'],
): Promise<string[]> {
  const failed: string[] = [];
  const order = reversed(new Map([...records].map(([logicalId, { dependsOn }]) => [logicalId, dependsOn])));
  await runInOrder(order, async (logicalId) => {
    const record = records.get(logicalId) as ResourceRecord;
    const { type, physicalId, attributes, properties } = record;
    if (policy(logicalId, record).startsWith('Retain')) {
      stack.log({ logicalId, physicalId, type, status: 'DELETE_SKIPPED' });
      return;
    }
    stack.log({ logicalId, physicalId, type, status: 'DELETE_IN_PROGRESS' });
    try {
      const { stackName } = stack.record;
      await registry.provider(type).remove({ physicalId, attributes, properties }, { stackName, logicalId });
      stack.log({ logicalId, physicalId, type, status: 'DELETE_COMPLETE' });
    } catch (error) {
      failed.push(logicalId);
      stack.log({ logicalId, physicalId, type, status: 'DELETE_FAILED', reason: (error as Error).message });
    }
  });
  return failed;
}
