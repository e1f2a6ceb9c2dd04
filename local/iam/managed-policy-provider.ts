import { LOCAL_ACCOUNT } from '../account';
import type { JsonObject } from '../protocol/operations';
import type { DesiredResource, ProvidedResource, ResourceProvider } from '../templates/resource-provider';
import { rolesOf } from './policy-provider';
import type { RoleDirectory } from './role-directory';

/** AWS::IAM::ManagedPolicy: a policy with an ARN of its own, attached by its `Roles` or by a role's `ManagedPolicyArns`. */
export class ManagedPolicyProvider implements ResourceProvider {
  readonly type = 'AWS::IAM::ManagedPolicy';

  constructor(private readonly roles: RoleDirectory) {}

  async apply({ properties, generatedName, previous }: DesiredResource): Promise<ProvidedResource> {
    const path = String(properties.Path ?? '/');
    const name = String(properties.ManagedPolicyName ?? generatedName);
    const arn = `arn:aws:iam::${LOCAL_ACCOUNT}:policy${path}${name}`;
    this.roles.putManagedPolicy(arn, properties.PolicyDocument as JsonObject);
    const roleArns = rolesOf(properties).map((role) => this.roles.arn(role));
    for (const roleArn of roleArns) this.roles.attach(arn, roleArn);
    for (const role of rolesOf(previous?.properties ?? {})) {
      const roleArn = this.roles.find(role);
      if (roleArn !== undefined && !roleArns.includes(roleArn)) this.roles.detach(arn, roleArn);
    }
    return { physicalId: arn, attributes: { PolicyArn: arn, PolicyId: generatedName, IsAttachable: true } };
  }

  replaces(before: JsonObject, after: JsonObject): boolean {
    return before.ManagedPolicyName !== after.ManagedPolicyName || before.Path !== after.Path;
  }

  async remove({ physicalId }: ProvidedResource): Promise<void> {
    this.roles.deleteManagedPolicy(physicalId);
  }
}
