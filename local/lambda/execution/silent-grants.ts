import { LOCAL_ACCOUNT, LOCAL_REGION } from '../../account';
import type { Authorizer } from '../../iam/authorizer';
import type { Principal } from '../../iam/principal';
import { AwsError } from '../../protocol/aws-error';
import type { FunctionDefinition } from '../function-definition';

/** The principal that code of a function is, when it calls a service. */
export function functionPrincipal({ roleArn, name }: Pick<FunctionDefinition, 'roleArn' | 'name'>): Principal {
  const role = roleArn.slice(roleArn.lastIndexOf('/') + 1);
  return { kind: 'role', roleArn, arn: `arn:aws:sts::${LOCAL_ACCOUNT}:assumed-role/${role}/${name}` };
}

/**
 * Judges what Lambda does in the role's name without ever telling that it could not: on AWS a function without these grants runs
 * and its logs or traces are lost. Here it does not run.
 * @throws AwsError `AccessDenied` that names the action and the role.
 */
export function assertSilentGrants(definition: FunctionDefinition, authorizer: Authorizer): void {
  const principal = functionPrincipal(definition);
  const logGroup = `arn:aws:logs:${LOCAL_REGION}:${LOCAL_ACCOUNT}:log-group:${definition.logging.group}:*`;
  const needed: [action: string, resource: string, what: string][] = [
    ['logs:CreateLogStream', logGroup, 'its logs would be lost'],
    ['logs:PutLogEvents', logGroup, 'its logs would be lost'],
  ];
  if (definition.tracing === 'Active') {
    needed.push(['xray:PutTraceSegments', '*', 'its traces would be lost']);
    needed.push(['xray:PutTelemetryRecords', '*', 'its traces would be lost']);
  }
  if (definition.kmsKeyArn !== undefined) {
    needed.push(['kms:Decrypt', definition.kmsKeyArn, 'its environment could not be read']);
  }
  for (const [action, resource, what] of needed) {
    try {
      authorizer.authorize({ principal, action, resource });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      const message =
        `Function ${definition.name} lacks ${action}: ${error.message} ` +
        `Grant it to the role ${definition.roleArn}; on AWS ${what}.`;
      throw new AwsError(error.code, message, error.status);
    }
  }
}
