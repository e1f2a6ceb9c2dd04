import { AwsError } from '../../protocol/aws-error';
import type { JsonObject } from '../../protocol/operations';

const DEFAULT_RESULTS = 100;
const MAX_RESULTS = 1000;

/**
 * One page of a list by `maxResults` (0 means 100, as on AWS) and `nextToken`.
 * @param key identifies an item; the token names the last one seen, so that items that come in meanwhile shift nothing.
 * @throws AwsError InvalidToken, ValidationException
 */
export function pageOf<Item>(
  items: readonly Item[],
  input: JsonObject,
  key: (item: Item) => string,
): { readonly page: readonly Item[]; readonly nextToken?: string } {
  const { nextToken } = input;
  const size = pageSize(input);
  const start = nextToken === undefined ? 0 : items.findIndex((item) => tokenOf(key(item)) === nextToken) + 1;
  if (nextToken !== undefined && start === 0)
    throw new AwsError('InvalidToken', `Invalid Token: '${String(nextToken)}'`);
  const page = items.slice(start, start + size);
  const last = page.at(-1);
  const isMore = start + page.length < items.length;
  return isMore && last !== undefined ? { page, nextToken: tokenOf(key(last)) } : { page };
}

const tokenOf = (key: string): string => Buffer.from(key).toString('base64url');

/**
 * Where a page begins whose token is the place of its first item, in a list that only grows.
 * @throws AwsError InvalidToken, ValidationException
 */
export function pageBounds(input: JsonObject): { readonly start: number; readonly size: number } {
  const size = pageSize(input);
  if (input.nextToken === undefined) return { start: 0, size };
  const start = Number(Buffer.from(String(input.nextToken), 'base64url').toString());
  if (Number.isInteger(start) && start >= 0) return { start, size };
  throw new AwsError('InvalidToken', `Invalid Token: '${String(input.nextToken)}'`);
}

function pageSize({ maxResults = 0 }: JsonObject): number {
  if (typeof maxResults === 'number' && maxResults >= 0 && maxResults <= MAX_RESULTS)
    return maxResults || DEFAULT_RESULTS;
  throw new AwsError('ValidationException', `maxResults: a number from 0 to ${MAX_RESULTS}.`);
}
