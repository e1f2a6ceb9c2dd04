import { createHash } from 'node:crypto';
import { LOCAL_ACCOUNT } from '../account';
import type { JsonObject } from '../protocol/operations';
import type { DesiredResource, ProvidedResource, ResourceProvider } from '../templates/resource-provider';
import type { PolicyEngine } from './policy-engine';
import type { RoleDirectory } from './role-directory';

interface InlinePolicy {
  readonly PolicyName: string;
  readonly PolicyDocument: JsonObject;
}

/** AWS::IAM::Role: trust policy, inline policies, managed policies of the template. */
export class RoleProvider implements ResourceProvider {
  readonly type = 'AWS::IAM::Role';

  constructor(
    private readonly engine: PolicyEngine,
    private readonly roles: RoleDirectory,
  ) {}

  async apply({ properties, generatedName, previous }: DesiredResource): Promise<ProvidedResource> {
    if (properties.PermissionsBoundary !== undefined) {
      throw new Error('The laptop does not judge by permissions boundaries: leave PermissionsBoundary out.');
    }
    const name = String(properties.RoleName ?? generatedName);
    const arn = `arn:aws:iam::${LOCAL_ACCOUNT}:role${String(properties.Path ?? '/')}${name}`;
    this.roles.put(name, arn, properties.AssumeRolePolicyDocument as JsonObject);
    const before = previous?.properties ?? {};
    const inline = inlinePolicies(properties);
    for (const { PolicyName: policyName } of inlinePolicies(before)) {
      if (!inline.some((policy) => policy.PolicyName === policyName)) this.engine.deleteIdentityPolicy(arn, policyName);
    }
    for (const policy of inline) this.engine.putIdentityPolicy(arn, policy.PolicyName, policy.PolicyDocument);
    const managed = managedPolicies(properties);
    for (const policyArn of managedPolicies(before)) {
      if (!managed.includes(policyArn)) this.roles.detach(policyArn, arn);
    }
    for (const policyArn of managed) this.roles.attach(policyArn, arn);
    return { physicalId: name, attributes: { Arn: arn, RoleId: roleId(arn) } };
  }

  replaces(before: JsonObject, after: JsonObject): boolean {
    return before.RoleName !== after.RoleName || before.Path !== after.Path;
  }

  async remove({ physicalId, properties }: ProvidedResource & { readonly properties: JsonObject }): Promise<void> {
    const arn = this.roles.find(physicalId);
    if (arn === undefined) return;
    for (const policy of inlinePolicies(properties)) this.engine.deleteIdentityPolicy(arn, policy.PolicyName);
    for (const policyArn of managedPolicies(properties)) this.roles.detach(policyArn, arn);
    this.roles.delete(physicalId);
  }
}

function inlinePolicies(properties: JsonObject): readonly InlinePolicy[] {
  return (properties.Policies ?? []) as readonly InlinePolicy[];
}

function managedPolicies(properties: JsonObject): readonly string[] {
  return (properties.ManagedPolicyArns ?? []) as readonly string[];
}

/** `AROA` and 17 characters, the same at every start. */
function roleId(arn: string): string {
  return `AROA${createHash('sha256').update(arn).digest('hex').slice(0, 17).toUpperCase()}`;
}
