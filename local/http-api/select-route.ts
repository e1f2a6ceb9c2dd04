import type { Route } from './http-api';
import { matchPath } from './route-pattern';

export interface SelectedRoute {
  readonly route: Route;
  readonly pathParameters: Readonly<Record<string, string>>;
}

/**
 * The most specific route that matches: literal segments before variables, variables before a greedy one, a method before ANY, `$default` last.
 * @param path as it came, still encoded, beginning with `/`.
 * @throws URIError for a path that is not properly encoded.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
 */
export function selectRoute(routes: Iterable<Route>, method: string, path: string): SelectedRoute | undefined {
  const segments = path.slice(1).split('/');
  let best: (SelectedRoute & { readonly rank: string }) | undefined;
  for (const route of routes) {
    const { pattern } = route;
    if (pattern.kind === 'default') {
      best ??= { route, pathParameters: {}, rank: '~' };
      continue;
    }
    if (pattern.method !== 'ANY' && pattern.method !== method) continue;
    const pathParameters = matchPath(pattern.segments, segments);
    if (pathParameters === undefined) continue;
    const rank = `${pattern.segments.map(({ kind }) => RANK[kind]).join('')}!${pattern.method === 'ANY' ? 1 : 0}`;
    if (best === undefined || rank < best.rank) best = { route, pathParameters, rank };
  }
  return best;
}

/** In the order of ASCII, so that ranks compare as text, segment by segment. */
const RANK = { literal: 'a', variable: 'b', greedy: 'c' } as const;
