import { LOCAL_ACCOUNT } from '../account';
import { isRecord, stringList } from './json-shape';
import { MalformedPolicy } from './malformed-policy';
import type { Principal } from './principal';

/**
 * How a Principal element takes in a caller: by name (or `*`), or through the account, which for an Allow only means that the
 * caller's own policies may decide.
 */
export type PrincipalMatch = 'direct' | 'account' | undefined;

export type PrincipalMatcher = (principal: Principal) => PrincipalMatch;

const ACCOUNT_ROOT = /^arn:aws:iam::(\d{12}):root$/;
const PRINCIPAL_ARN = /^arn:aws:(iam::\d{12}:(role|user)|sts::\d{12}:assumed-role)\/[^*?]+$/;

/**
 * Compiles a Principal or NotPrincipal element. Federated identities and canonical users never call the laptop: they are read,
 * and match nobody.
 * @throws MalformedPolicy
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function compilePrincipal(element: unknown, where: string): PrincipalMatcher {
  if (element === '*') return () => 'direct';
  if (!isRecord(element))
    throw new MalformedPolicy(where, `expected '*' or an object, found ${JSON.stringify(element)}.`);
  const arns = new Set<string>();
  const services = new Set<string>();
  let everybody = false;
  let account = false;
  for (const [kind, names] of Object.entries(element)) {
    for (const name of stringList(names, `${where}.${kind}`)) {
      if (kind === 'AWS' && name === '*') everybody = true;
      else if (kind === 'AWS' && accountOf(name) !== undefined) account ||= accountOf(name) === LOCAL_ACCOUNT;
      else if (kind === 'AWS' && PRINCIPAL_ARN.test(name)) arns.add(name);
      else if (kind === 'Service' && /^[a-z0-9.-]+\.amazonaws\.com$/.test(name)) services.add(name);
      else if (kind !== 'Federated' && kind !== 'CanonicalUser') {
        throw new MalformedPolicy(`${where}.${kind}`, `'${name}' is no principal that IAM accepts.`);
      }
    }
  }
  return (principal) => {
    if (everybody) return 'direct';
    switch (principal.kind) {
      case 'anonymous':
        return undefined;
      case 'service':
        return services.has(principal.service) ? 'direct' : undefined;
      case 'role':
        if (arns.has(principal.roleArn) || arns.has(principal.arn)) return 'direct';
        return account ? 'account' : undefined;
      case 'administrator':
        if (arns.has(principal.arn)) return 'direct';
        return account ? 'account' : undefined;
    }
  };
}

/** `arn:aws:iam::123456789012:root` and the bare number name the same account. */
function accountOf(name: string): string | undefined {
  return /^\d{12}$/.test(name) ? name : ACCOUNT_ROOT.exec(name)?.[1];
}
