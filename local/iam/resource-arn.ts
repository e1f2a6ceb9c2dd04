import { compileWildcard, type Matcher } from './wildcard';

const SEGMENTS = 6;

/** `arn`, partition, service, region, account, resource; the last keeps its colons. Fewer where the ARN is cut short. */
function segmentsOf(arn: string): string[] {
  const parts = arn.split(':');
  return parts.length <= SEGMENTS ? parts : [...parts.slice(0, SEGMENTS - 1), parts.slice(SEGMENTS - 1).join(':')];
}

/**
 * Compiles an ARN pattern. Its six segments are matched one by one: a `*` does not reach beyond its colon, except in the last
 * segment. A pattern cut short (`arn:aws:sqs`) is completed by `*`, as IAM does.
 */
export function compileArnPattern(pattern: string): Matcher {
  if (pattern === '*') return () => true;
  const segments = segmentsOf(pattern);
  while (segments.length < SEGMENTS) segments.push('*');
  const head = segments.slice(0, SEGMENTS - 1);
  const tail = compileWildcard(segments[SEGMENTS - 1] as string);
  if (!head.some((segment) => /[*?]/.test(segment))) {
    const prefix = `${head.join(':')}:`;
    return (arn) => arn.startsWith(prefix) && tail(arn.slice(prefix.length));
  }
  const heads = head.map(compileWildcard);
  return (arn) => {
    const parts = segmentsOf(arn);
    return (
      parts.length === SEGMENTS &&
      heads.every((matches, at) => matches(parts[at] as string)) &&
      tail(parts[SEGMENTS - 1] as string)
    );
  };
}

/** @see compileArnPattern */
export const matchesArnPattern = (pattern: string, arn: string): boolean => compileArnPattern(pattern)(arn);

/**
 * The resources whose policies govern one ARN: itself and what it is part of. An S3 object is its bucket's, a Lambda version or
 * alias its function's too.
 */
export function policyOwners(arn: string): readonly string[] {
  if (arn.startsWith('arn:aws:s3:::')) {
    const slash = arn.indexOf('/');
    return [slash < 0 ? arn : arn.slice(0, slash)];
  }
  const [, qualified] = /^(arn:aws:lambda:[^:]*:[^:]*:function:[^:]+):/.exec(arn) ?? [];
  return qualified === undefined ? [arn] : [arn, qualified];
}
