import { paginateListStackResources } from '@aws-sdk/client-cloudformation';
import { stackName } from '../../core/contracts/stack-names';
import type { Target } from '../target/target';

/** What the steps work on: a part of a command's target, so that the whole example can make one too. */
export type PairTarget = Pick<Target, 'environment' | 'clients' | 'outputs' | 'account'>;

/** The roles that containers take on, by the constructs of the training stack. */
export type ContainerRoleName = 'TrainingRole' | 'TransformRole';

/**
 * ARN of a role of the training stack: no output names it, since people have no use for it.
 * @throws Error where the environment is not deployed
 */
export async function containerRoleArn(
  { environment, clients, account }: PairTarget,
  role: ContainerRoleName,
): Promise<string> {
  const StackName = stackName(environment.app, environment.name, 'training');
  const pages = paginateListStackResources({ client: clients.cloudFormation }, { StackName });
  for await (const { StackResourceSummaries = [] } of pages) {
    const found = StackResourceSummaries.find(
      ({ ResourceType, LogicalResourceId = '' }) =>
        ResourceType === 'AWS::IAM::Role' && LogicalResourceId.startsWith(role),
    );
    if (found?.PhysicalResourceId !== undefined) return `arn:aws:iam::${account}:role/${found.PhysicalResourceId}`;
  }
  throw new Error(`The stack ${StackName} has no role ${role}: deploy the environment again.`);
}
