import { DescribeStacksCommand, type Stack } from '@aws-sdk/client-cloudformation';
import { modelPackageParameterName } from '../../core/contracts/released-model';
import { stackName } from '../../core/contracts/stack-names';
import { ReleaseRefused } from './release-errors';
import type { ReleaseTarget } from './release-target';

/** The serving stack as CloudFormation knows it. */
export interface ServingStack {
  readonly name: string;
  readonly status: string;
  readonly statusReason: string;
  /** The value of the model-package parameter when the stack was last updated: what it serves, or `none`. */
  readonly modelPackage: string | undefined;
  readonly parameterNames: readonly string[];
}

/** Statuses that no update gets a stack out of, and what does. */
const STUCK: Readonly<Record<string, string>> = {
  UPDATE_ROLLBACK_FAILED: 'continue its rollback in the CloudFormation console first',
  ROLLBACK_COMPLETE: 'its first deployment failed: delete it and deploy the environment again',
  ROLLBACK_FAILED: 'its first deployment failed: delete it and deploy the environment again',
  DELETE_FAILED: 'its deletion failed: delete it and deploy the environment again',
};

/** @throws ReleaseRefused where the environment is not deployed. */
export async function readServingStack({ clients, environment }: ReleaseTarget): Promise<ServingStack> {
  const { app, name: environmentName } = environment;
  const name = stackName(app, environmentName, 'serving');
  const { Stacks = [] } = await clients.cloudFormation
    .send(new DescribeStacksCommand({ StackName: name }))
    .catch((cause: Error) => {
      if (!/does not exist/.test(cause.message)) throw cause;
      throw new ReleaseRefused(`There is no stack ${name}: deploy the environment first.`, { cause });
    });
  const [stack] = Stacks as [Stack];
  const parameters = stack.Parameters ?? [];
  const wanted = modelPackageParameterName(app, environmentName);
  return {
    name,
    status: String(stack.StackStatus),
    statusReason: stack.StackStatusReason ?? '',
    modelPackage: parameters.find(({ ParameterValue }) => ParameterValue === wanted)?.ResolvedValue,
    parameterNames: parameters.flatMap(({ ParameterKey }) => ParameterKey ?? []),
  };
}

/** @throws ReleaseRefused where another deployment is going on, or the stack must be put right first. */
export function assertUpdatable({ name, status }: ServingStack): void {
  if (status.endsWith('_IN_PROGRESS')) {
    throw new ReleaseRefused(
      `${name} is in ${status}: another release or deployment is going on. Wait until it is over.`,
    );
  }
  const remedy = STUCK[status];
  if (remedy !== undefined) throw new ReleaseRefused(`${name} is in ${status}: ${remedy}.`);
}
