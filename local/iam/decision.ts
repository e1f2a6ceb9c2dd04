import type { AccessRequest } from './authorizer';
import { principalArn } from './principal';

/** Why a request was refused, in IAM's terms. */
export type Refusal =
  | 'explicit deny in an identity-based policy'
  | 'explicit deny in a resource-based policy'
  | 'no identity-based policy'
  | 'no resource-based policy';

export type Decision = { readonly allowed: true } | { readonly allowed: false; readonly refusal: Refusal };

/**
 * The message of an AccessDenied, as IAM words it.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
export function accessDeniedMessage({ principal, action, resource }: AccessRequest, refusal: Refusal): string {
  const who = principal.kind === 'service' ? `Service: ${principal.service}` : `User: ${principalArn(principal)}`;
  // S3 is the one service that quotes the resource.
  const what = action.startsWith('s3:') ? `"${resource}"` : resource;
  const why = refusal.startsWith('explicit') ? `with an ${refusal}` : `because ${refusal} allows the ${action} action`;
  return `${who} is not authorized to perform: ${action} on resource: ${what} ${why}`;
}
