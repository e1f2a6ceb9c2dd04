import type { JsonObject } from '../protocol/operations';
import type { DesiredResource, ProvidedResource, ResourceProvider } from '../templates/resource-provider';
import type { PolicyEngine } from './policy-engine';
import type { RoleDirectory } from './role-directory';

/** AWS::IAM::Policy: an inline policy of one or more roles; AWS::IAM::RolePolicy: of exactly one. */
export class PolicyProvider implements ResourceProvider {
  constructor(
    private readonly engine: PolicyEngine,
    private readonly roles: RoleDirectory,
    readonly type: 'AWS::IAM::Policy' | 'AWS::IAM::RolePolicy' = 'AWS::IAM::Policy',
  ) {}

  async apply({ properties, generatedName, previous }: DesiredResource): Promise<ProvidedResource> {
    const name = String(properties.PolicyName);
    const roleArns = rolesOf(properties).map((role) => this.roles.arn(role));
    for (const arn of roleArns) this.engine.putIdentityPolicy(arn, name, properties.PolicyDocument as JsonObject);
    if (previous !== undefined) {
      const renamed = previous.properties.PolicyName !== name;
      for (const role of rolesOf(previous.properties)) {
        const arn = this.roles.find(role);
        if (arn !== undefined && (renamed || !roleArns.includes(arn))) {
          this.engine.deleteIdentityPolicy(arn, String(previous.properties.PolicyName));
        }
      }
    }
    return { physicalId: name, attributes: { Id: generatedName } };
  }

  async remove({ properties }: ProvidedResource & { readonly properties: JsonObject }): Promise<void> {
    for (const role of rolesOf(properties)) {
      const arn = this.roles.find(role);
      if (arn !== undefined) this.engine.deleteIdentityPolicy(arn, String(properties.PolicyName));
    }
  }
}

/** @throws Error where the policy names users or groups, which the laptop does not have. */
export function rolesOf(properties: JsonObject): readonly string[] {
  for (const kind of ['Users', 'Groups']) {
    const names = (properties[kind] ?? []) as readonly string[];
    if (names.length > 0)
      throw new Error(`The laptop has no IAM ${kind.toLowerCase()}: attach the policy to roles only.`);
  }
  return properties.RoleName === undefined
    ? ((properties.Roles ?? []) as readonly string[])
    : [String(properties.RoleName)];
}
