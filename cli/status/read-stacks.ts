import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { STACKS, stackName } from '../../core/contracts/stack-names';
import type { Target } from '../target/target';

/** The status of every stack of the environment, by its word. */
export async function readStacks({ clients, environment: { app, name } }: Target): Promise<Record<string, string>> {
  const statuses = STACKS.map(async (word) => {
    const StackName = stackName(app, name, word);
    try {
      const { Stacks = [] } = await clients.cloudFormation.send(new DescribeStacksCommand({ StackName }));
      return [word, String(Stacks[0]?.StackStatus)];
    } catch (error) {
      if (/does not exist/.test((error as Error).message)) return [word, 'absent'];
      throw error;
    }
  });
  return Object.fromEntries(await Promise.all(statuses)) as Record<string, string>;
}
