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
  const { maxResults = 0, nextToken } = input;
  if (typeof maxResults !== 'number' || maxResults < 0 || maxResults > MAX_RESULTS) {
    throw new AwsError('ValidationException', `maxResults: a number from 0 to ${MAX_RESULTS}.`);
  }
  const start = nextToken === undefined ? 0 : items.findIndex((item) => tokenOf(key(item)) === nextToken) + 1;
  if (nextToken !== undefined && start === 0)
    throw new AwsError('InvalidToken', `Invalid Token: '${String(nextToken)}'`);
  const page = items.slice(start, start + (maxResults || DEFAULT_RESULTS));
  const last = page.at(-1);
  const isMore = start + page.length < items.length;
  return isMore && last !== undefined ? { page, nextToken: tokenOf(key(last)) } : { page };
}

const tokenOf = (key: string): string => Buffer.from(key).toString('base64url');
