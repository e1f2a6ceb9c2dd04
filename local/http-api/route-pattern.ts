import { AwsError } from '../protocol/aws-error';

type Segment =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'greedy'; readonly name: string };

/** A route key, taken apart. */
export type RoutePattern =
  | { readonly kind: 'default' }
  | { readonly kind: 'path'; readonly method: string; readonly path: string; readonly segments: readonly Segment[] };

const METHODS = ['ANY', 'GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/**
 * Reads `GET /review/{id}`, `ANY /{proxy+}` and `$default`.
 * @throws AwsError `BadRequestException`
 */
export function parseRouteKey(key: string): RoutePattern {
  if (key === '$default') return { kind: 'default' };
  const [, method = '', path = ''] = /^(\w+) (\/.*)$/.exec(key) ?? [];
  if (!METHODS.includes(method)) throw invalid(key, `a method is one of ${METHODS.join(', ')}`);
  const segments = path
    .slice(1)
    .split('/')
    .map((text) => segmentOf(text, key));
  const greedy = segments.findIndex(({ kind }) => kind === 'greedy');
  if (greedy >= 0 && greedy < segments.length - 1) throw invalid(key, 'a greedy variable comes last');
  return { kind: 'path', method, path, segments };
}

/**
 * The variables of a path that a pattern matches, decoded.
 * @param segments of the path as it came, still encoded.
 * @returns undefined where it does not match.
 * @throws URIError for a path that is not properly encoded.
 */
export function matchPath(
  pattern: readonly Segment[],
  segments: readonly string[],
): Readonly<Record<string, string>> | undefined {
  const variables: Record<string, string> = {};
  for (const [at, segment] of pattern.entries()) {
    const text = segments[at];
    if (text === undefined) return undefined;
    if (segment.kind === 'greedy') {
      const rest = segments.slice(at).join('/');
      if (rest === '') return undefined;
      variables[segment.name] = decodeURIComponent(rest);
      return variables;
    }
    if (segment.kind === 'literal') {
      if (decodeURIComponent(text) !== segment.text) return undefined;
    } else if (text === '') return undefined;
    else variables[segment.name] = decodeURIComponent(text);
  }
  return segments.length === pattern.length ? variables : undefined;
}

function segmentOf(text: string, key: string): Segment {
  const [, name, plus] = /^\{([\w.-]+)(\+?)\}$/.exec(text) ?? [];
  if (name !== undefined) return { kind: plus === '+' ? 'greedy' : 'variable', name };
  if (/[{}]/.test(text)) throw invalid(key, 'a variable is a whole segment');
  return { kind: 'literal', text };
}

const invalid = (key: string, reason: string): AwsError =>
  new AwsError('BadRequestException', `The route key '${key}' is not valid: ${reason}.`);
