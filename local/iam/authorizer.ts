import type { Principal } from './principal';

/** Values of condition keys, e.g. `aws:SecureTransport`, `s3:prefix`, `kms:ViaService`. */
export type ConditionContext = Readonly<Record<string, string | readonly string[]>>;

export interface AccessRequest {
  readonly principal: Principal;
  /** `s3:GetObject` */
  readonly action: string;
  /** ARN of the resource, or `*` for actions that have none. */
  readonly resource: string;
  readonly context?: ConditionContext;
}

/**
 * Judges every request of the laptop against the synthesized policies, the way IAM does within one account: an explicit
 * deny anywhere refuses; else an allow in the identity's policies or in the resource's policy admits.
 */
export interface Authorizer {
  /** @throws AwsError `AccessDenied` that names caller, action and resource. */
  authorize(request: AccessRequest): void;
}
