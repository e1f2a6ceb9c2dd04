import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import type { PublishedName } from '../../core/contracts/published-names';
import { STACKS, stackName } from '../../core/contracts/stack-names';

/** What the deployed stacks of one environment publish, by name. */
export class StackOutputs {
  private constructor(
    private readonly outputs: ReadonlyMap<string, string>,
    /** Names of the stacks that are not there, in the order of their deployment. */
    readonly absentStacks: readonly string[],
  ) {}

  /** Asks CloudFormation for the outputs of every stack. A stack that is not there has none. */
  static async read(cloudFormation: CloudFormationClient, app: string, environment: string): Promise<StackOutputs> {
    const { DescribeStacksCommand } = await import('@aws-sdk/client-cloudformation');
    const absent: string[] = [];
    const answers = await Promise.all(
      STACKS.map(async (word) => {
        const StackName = stackName(app, environment, word);
        try {
          return await cloudFormation.send(new DescribeStacksCommand({ StackName }));
        } catch (error) {
          // CloudFormation has no error of its own for a stack that does not exist.
          if (!/does not exist/.test((error as Error).message)) throw error;
          absent.push(StackName);
          return { Stacks: [] };
        }
      }),
    );
    const all = answers.flatMap(({ Stacks = [] }) => Stacks.flatMap(({ Outputs = [] }) => Outputs));
    const outputs = new Map(all.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]));
    // The first in the order of deployment is the one to begin with.
    const inOrder = STACKS.map((word) => stackName(app, environment, word)).filter((name) => absent.includes(name));
    return new StackOutputs(outputs, inOrder);
  }

  has(name: PublishedName): boolean {
    return this.outputs.has(name);
  }

  /** @throws Error that names the output and what to do. */
  get(name: PublishedName): string {
    const value = this.outputs.get(name);
    if (value !== undefined) return value;
    const [absent] = this.absentStacks;
    throw new Error(
      absent === undefined
        ? `No stack has the output ${name}: deploy the environment again.`
        : `No stack has the output ${name}, and there is no stack ${absent}: deploy the environment first.`,
    );
  }
}
