import { LOCAL_ACCOUNT } from '../account';

/** Who makes a request, as the policies see it. */
export type Principal =
  | { readonly kind: 'administrator'; readonly arn: string }
  | { readonly kind: 'role'; readonly roleArn: string; readonly arn: string }
  | { readonly kind: 'service'; readonly service: string; readonly sourceArn?: string; readonly sourceAccount?: string }
  | { readonly kind: 'anonymous' };

/** Who calls with an access key that belongs to no role, and on whose behalf CloudFormation acts. */
export const ADMINISTRATOR: Principal = {
  kind: 'administrator',
  arn: `arn:aws:iam::${LOCAL_ACCOUNT}:user/administrator`,
};

export const ANONYMOUS: Principal = { kind: 'anonymous' };

/** The caller as AWS writes it into AccessDenied messages and GetCallerIdentity. */
export function principalArn(principal: Principal): string {
  switch (principal.kind) {
    case 'administrator':
    case 'role':
      return principal.arn;
    case 'service':
      return principal.service;
    case 'anonymous':
      return 'anonymous';
  }
}
