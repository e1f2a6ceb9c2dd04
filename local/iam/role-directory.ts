import type { JsonObject } from '../protocol/operations';
import { awsManagedPolicy } from './aws-managed-policies';
import type { PolicyEngine } from './policy-engine';

/** Which roles and managed policies there are, and what is attached to what: policies name roles by name, the engine by ARN. */
export class RoleDirectory {
  private readonly arns = new Map<string, string>();
  private readonly managed = new Map<string, JsonObject>();
  private readonly attachments = new Map<string, Set<string>>();

  constructor(private readonly engine: PolicyEngine) {}

  /** Adds a role, or takes its changed trust policy. */
  put(roleName: string, roleArn: string, trustPolicy: JsonObject): void {
    this.engine.putResourcePolicy(roleArn, trustPolicy);
    this.arns.set(roleName, roleArn);
  }

  delete(roleName: string): void {
    const arn = this.arns.get(roleName);
    if (arn === undefined) return;
    this.engine.deleteResourcePolicy(arn);
    this.arns.delete(roleName);
  }

  /** @throws Error that names the role. */
  arn(roleName: string): string {
    const arn = this.arns.get(roleName);
    if (arn === undefined) throw new Error(`The role '${roleName}' that a policy is attached to does not exist.`);
    return arn;
  }

  find(roleName: string): string | undefined {
    return this.arns.get(roleName);
  }

  /** Puts a managed policy of the template; where it is attached already, the change counts at once. */
  putManagedPolicy(policyArn: string, document: JsonObject): void {
    for (const roleArn of this.attachments.get(policyArn) ?? []) {
      this.engine.putIdentityPolicy(roleArn, policyArn, document);
    }
    this.managed.set(policyArn, document);
  }

  deleteManagedPolicy(policyArn: string): void {
    for (const roleArn of this.attachments.get(policyArn) ?? []) this.engine.deleteIdentityPolicy(roleArn, policyArn);
    this.attachments.delete(policyArn);
    this.managed.delete(policyArn);
  }

  /** @throws Error for a managed policy that neither the template makes nor the laptop knows. */
  attach(policyArn: string, roleArn: string): void {
    const document = this.managed.get(policyArn) ?? awsManagedPolicy(policyArn);
    this.engine.putIdentityPolicy(roleArn, policyArn, document);
    const roles = this.attachments.get(policyArn) ?? new Set();
    this.attachments.set(policyArn, roles.add(roleArn));
  }

  detach(policyArn: string, roleArn: string): void {
    this.engine.deleteIdentityPolicy(roleArn, policyArn);
    this.attachments.get(policyArn)?.delete(roleArn);
  }
}
