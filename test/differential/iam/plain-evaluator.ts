import type { AccessRequest } from '../../../local/iam/authorizer';
import type { PlainStatement } from '../../property/iam/arbitrary-policies';

/** A pattern as a regular expression: the slow and plain way. */
const matches = (pattern: string, text: string): boolean =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\/]/g, '\\$&')
      .replaceAll('?', '.')
      .replaceAll('*', '.*')}$`,
  ).test(text);

const anyMatches = (patterns: readonly string[], text: string): boolean =>
  patterns.some((pattern) => matches(pattern, text));

function conditionHolds(statement: PlainStatement, prefix: string | undefined): boolean {
  return Object.entries(statement.Condition ?? {}).every(([operator, { 's3:prefix': values = [] }]) => {
    switch (operator) {
      case 'StringEquals':
        return prefix !== undefined && values.includes(prefix);
      case 'StringNotEquals':
        return prefix === undefined || !values.includes(prefix);
      case 'StringLike':
      case 'ForAnyValue:StringLike':
        return prefix !== undefined && anyMatches(values, prefix);
      case 'StringEqualsIfExists':
        return prefix === undefined || values.includes(prefix);
      default:
        throw new Error(operator);
    }
  });
}

/** `named`, `account` (only through the account) or `no`. */
function principalOf(statement: PlainStatement, { principal }: AccessRequest): 'named' | 'account' | 'no' {
  const element = statement.Principal as '*' | { readonly AWS?: string[]; readonly Service?: string[] };
  if (element === '*') return 'named';
  if (principal.kind === 'service') return element.Service?.includes(principal.service) ? 'named' : 'no';
  if (principal.kind === 'anonymous' || element.AWS === undefined) return 'no';
  if (element.AWS.some((arn) => arn.endsWith(':root'))) return 'account';
  return principal.kind === 'role' && element.AWS.includes(principal.roleArn) ? 'named' : 'no';
}

/** Policy evaluation within one account by the letter of the documentation, without any preparation. */
export function plainlyAllowed(
  policies: { readonly identity: readonly PlainStatement[]; readonly resource: readonly PlainStatement[] },
  request: AccessRequest,
): boolean {
  const applies = (statement: PlainStatement): boolean => {
    const action = statement.Action
      ? anyMatches(statement.Action, request.action)
      : !anyMatches(statement.NotAction ?? [], request.action);
    const resource = statement.Resource
      ? anyMatches(statement.Resource, request.resource)
      : !anyMatches(statement.NotResource ?? [], request.resource);
    return action && resource && conditionHolds(statement, request.context?.['s3:prefix'] as string | undefined);
  };
  const identity = request.principal.kind === 'role' ? policies.identity.filter(applies) : [];
  const resource = policies.resource.filter(applies).filter((statement) => principalOf(statement, request) !== 'no');
  if ([...identity, ...resource].some(({ Effect }) => Effect === 'Deny')) return false;
  if (request.principal.kind === 'administrator' || identity.length > 0) return true;
  return resource.some((statement) => principalOf(statement, request) === 'named');
}
