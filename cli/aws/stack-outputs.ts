import { type CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import type { PublishedName } from '../../core/contracts/published-names';
import { STACKS, stackName } from '../../core/contracts/stack-names';

/** What the deployed stacks of one environment publish, by name. */
export class StackOutputs {
  private constructor(private readonly outputs: ReadonlyMap<string, string>) {}

  /** Asks CloudFormation for the outputs of every stack. */
  static async read(cloudFormation: CloudFormationClient, app: string, environment: string): Promise<StackOutputs> {
    const answers = await Promise.all(
      STACKS.map((word) =>
        cloudFormation.send(new DescribeStacksCommand({ StackName: stackName(app, environment, word) })),
      ),
    );
    const all = answers.flatMap(({ Stacks = [] }) => Stacks.flatMap(({ Outputs = [] }) => Outputs));
    return new StackOutputs(new Map(all.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue])));
  }

  /** @throws Error that names the output and what to do. */
  get(name: PublishedName): string {
    const value = this.outputs.get(name);
    if (value === undefined) throw new Error(`No stack has the output ${name}: deploy the environment again.`);
    return value;
  }
}
