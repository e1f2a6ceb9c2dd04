import type { JsonObject } from '../protocol/operations';

/** Where the policies of the templates are kept for the authorizer to judge by. */
export interface PolicyStore {
  /** A policy of a role, inline or attached, under a name of its own. */
  putIdentityPolicy(roleArn: string, policyName: string, document: JsonObject): void;
  deleteIdentityPolicy(roleArn: string, policyName: string): void;
  /** The policy of a bucket, queue, topic or key. */
  putResourcePolicy(resourceArn: string, document: JsonObject): void;
  deleteResourcePolicy(resourceArn: string): void;
  /**
   * What a service does when it is handed a role: its trust policy must admit the service.
   * @param sourceArn what the service acts for: the state machine, the job. Trust policies may ask for it.
   * @throws AwsError `AccessDenied` that names role and service.
   */
  assertAssumable(roleArn: string, servicePrincipal: string, sourceArn?: string): void;
}
