import { Stack } from 'aws-cdk-lib';
import { ArnPrincipal, CompositePrincipal, Role } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { allow } from '../checks/allow';
import { dataPermissions } from './data-permissions';
import { modelPermissions } from './model-permissions';
import { type OperatedResources, operatedArns } from './operated-resources';
import { runPermissions } from './run-permissions';

export interface OperatorRoleProps extends OperatedResources {
  /** Who may take the role on: ARNs of roles, users or accounts; at least one. */
  readonly principals: readonly string[];
}

/**
 * What the commands need that work on an environment (all but `deploy`, `forget` and the deletions of `cleanup`), for named principals. A session may carry
 * tags: the command line marks its own with app and environment.
 */
export class OperatorRole extends Role {
  constructor(scope: Construct, id: string, props: OperatorRoleProps) {
    const principals = props.principals.map((arn) => new ArnPrincipal(arn));
    super(scope, id, {
      assumedBy: new CompositePrincipal(...principals).withSessionTags(),
      description: `Operates ${props.environment.app}, environment ${props.environment.name}: releases, images, status`,
    });
    const arns = operatedArns(Stack.of(this), props);
    const permissions = [...modelPermissions(arns), ...dataPermissions(arns), ...runPermissions(arns)];
    for (const permission of permissions) allow(this, permission);
  }
}
