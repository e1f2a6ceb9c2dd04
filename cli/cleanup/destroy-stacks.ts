import { DeleteStackCommand, waitUntilStackDeleteComplete } from '@aws-sdk/client-cloudformation';
import { STACKS, stackName } from '../../core/contracts/stack-names';
import { runCdk } from '../deploy/run-cdk';
import type { Target } from '../target/target';

const WAIT = { maxWaitTime: 3600, minDelay: 1, maxDelay: 10 };

/**
 * Destroys every stack of the environment, the last deployed first: on AWS by `cdk destroy`, which acts as the CDK's own roles; on the laptop, which
 * the CDK does not know, one by one.
 * @throws Error where a stack cannot be destroyed; those after it stand.
 */
export async function destroyStacks(
  target: Target,
  standing: readonly string[],
  report: (text: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const { app, name } = target.environment;
  if (target.url === undefined) {
    const code = await runCdk(['destroy', '--all', '--force', '-c', `environment=${name}`]);
    if (code !== 0) throw new Error(`cdk destroy ended with exit code ${code}: see above; what is destroyed stays so.`);
    return;
  }
  const client = target.clients.cloudFormation;
  for (const word of [...STACKS].reverse()) {
    const StackName = stackName(app, name, word);
    if (!standing.includes(StackName)) continue;
    report(StackName);
    await client.send(new DeleteStackCommand({ StackName }));
    await waitUntilStackDeleteComplete({ client, ...WAIT, abortSignal: signal }, { StackName });
  }
}
