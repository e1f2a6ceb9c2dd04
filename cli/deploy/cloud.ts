import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';

/** What the preconditions want to know of an account. */
export interface Cloud {
  /** Account of the credentials in use. */
  account(): Promise<string>;
  /** Value of an SSM parameter; undefined where there is none. */
  parameter(name: string): Promise<string | undefined>;
  /** Status of a stack (`UPDATE_COMPLETE`); undefined where there is none. */
  stackStatus(name: string): Promise<string | undefined>;
}

/** The account behind the credentials that the SDK finds, in one region. */
export class AwsCloud implements Cloud {
  private readonly sts: STSClient;
  private readonly ssm: SSMClient;
  private readonly cloudFormation: CloudFormationClient;

  /** @param endpoint of all services; AWS's own where absent. */
  constructor(region: string, endpoint?: string) {
    const options = { region, endpoint };
    this.sts = new STSClient(options);
    this.ssm = new SSMClient(options);
    this.cloudFormation = new CloudFormationClient(options);
  }

  async account(): Promise<string> {
    const { Account } = await this.sts.send(new GetCallerIdentityCommand({}));
    return Account as string;
  }

  async parameter(name: string): Promise<string | undefined> {
    try {
      const { Parameter } = await this.ssm.send(new GetParameterCommand({ Name: name }));
      return Parameter?.Value;
    } catch (error) {
      if ((error as Error).name === 'ParameterNotFound') return undefined;
      throw error;
    }
  }

  async stackStatus(name: string): Promise<string | undefined> {
    try {
      const { Stacks = [] } = await this.cloudFormation.send(new DescribeStacksCommand({ StackName: name }));
      return Stacks[0]?.StackStatus;
    } catch (error) {
      // CloudFormation has no error of its own for a stack that does not exist.
      if (/does not exist/.test((error as Error).message)) return undefined;
      throw error;
    }
  }

  destroy(): void {
    for (const client of [this.sts, this.ssm, this.cloudFormation]) client.destroy();
  }
}
