import { z } from 'zod';
import { validationException } from './parse-request';

/** Members that every List operation has. */
export const listMembers = {
  CreationTimeAfter: z.number().optional(),
  CreationTimeBefore: z.number().optional(),
  LastModifiedTimeAfter: z.number().optional(),
  LastModifiedTimeBefore: z.number().optional(),
  MaxResults: z.int().min(1).max(100).default(10),
  NameContains: z.string().max(63).optional(),
  NextToken: z.string().max(8192).optional(),
  SortBy: z.enum(['Name', 'CreationTime', 'Status']).default('CreationTime'),
  SortOrder: z.enum(['Ascending', 'Descending']).optional(),
  StatusEquals: z.string().optional(),
} as const;

const listRequest = z.object(listMembers);
export type ListRequest = z.infer<typeof listRequest>;

/** What a List operation sorts and filters by. Times in seconds since 1970. */
export interface Listed {
  readonly name: string;
  readonly created: number;
  readonly modified: number;
  readonly status: string;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly NextToken?: string;
}

/**
 * One page of a listing. The token names the last item of the page by its sort key, so that items made or deleted between two
 * pages neither repeat nor hide others.
 */
export function listPage<Item>(
  all: Iterable<Item>,
  request: ListRequest,
  listed: (item: Item) => Listed,
  defaultOrder: 'Ascending' | 'Descending',
): Page<Item> {
  const sign = (request.SortOrder ?? defaultOrder) === 'Ascending' ? 1 : -1;
  const rows = [...all]
    .map((item) => ({ item, key: sortKey(listed(item), request.SortBy), facts: listed(item) }))
    .filter(({ facts }) => matches(facts, request))
    .sort((a, b) => sign * compareKeys(a.key, b.key));
  const after = request.NextToken === undefined ? undefined : decodeToken(request.NextToken);
  const rest = after === undefined ? rows : rows.filter(({ key }) => sign * compareKeys(key, after) > 0);
  const page = rest.slice(0, request.MaxResults);
  const last = page.at(-1);
  const more = last !== undefined && rest.length > page.length;
  return { items: page.map(({ item }) => item), ...(more ? { NextToken: encodeToken(last.key) } : {}) };
}

type SortKey = readonly [number | string, string];

function sortKey(facts: Listed, sortBy: ListRequest['SortBy']): SortKey {
  const first = sortBy === 'CreationTime' ? facts.created : sortBy === 'Status' ? facts.status : facts.name;
  return [first, facts.name];
}

function compareKeys(a: SortKey, b: SortKey): number {
  for (const at of [0, 1] as const) {
    if (a[at] < b[at]) return -1;
    if (a[at] > b[at]) return 1;
  }
  return 0;
}

function matches(facts: Listed, request: ListRequest): boolean {
  return (
    facts.created > (request.CreationTimeAfter ?? Number.NEGATIVE_INFINITY) &&
    facts.created < (request.CreationTimeBefore ?? Number.POSITIVE_INFINITY) &&
    facts.modified > (request.LastModifiedTimeAfter ?? Number.NEGATIVE_INFINITY) &&
    facts.modified < (request.LastModifiedTimeBefore ?? Number.POSITIVE_INFINITY) &&
    facts.name.includes(request.NameContains ?? '') &&
    (request.StatusEquals === undefined || facts.status === request.StatusEquals)
  );
}

const encodeToken = (key: SortKey): string => Buffer.from(JSON.stringify(key)).toString('base64url');

function decodeToken(token: string): SortKey {
  try {
    return z
      .tuple([z.union([z.number(), z.string()]), z.string()])
      .parse(JSON.parse(Buffer.from(token, 'base64url').toString('utf8')));
  } catch {
    throw validationException('Invalid pagination token.');
  }
}
