import { invalidArgument } from '../protocol/s3-error';
import type { S3Request } from '../protocol/s3-request';

/** No page of a listing is longer. */
export const MAX_PAGE = 1000;

/** `max-keys` and its kin. @throws S3Error `InvalidArgument` */
export function pageSize({ query }: S3Request, parameter: 'max-keys' | 'max-parts' | 'max-uploads'): number {
  const text = query.get(parameter);
  if (text === null || text === '') return MAX_PAGE;
  const size = Number(text);
  if (!/^-?\d+$/.test(text))
    throw invalidArgument(`Provided ${parameter} not an integer or within integer range`, parameter, text);
  if (size < 0)
    throw invalidArgument(`Argument ${parameter} must be an integer between 0 and 2147483647`, parameter, text);
  return Math.min(size, MAX_PAGE);
}

/** How a listing writes keys: as they are, or for `encoding-type=url` escaped, since XML cannot hold every character. */
export interface KeyEncoding {
  readonly type?: 'url';
  encode(key: string): string;
}

/** @throws S3Error `InvalidArgument` */
export function keyEncoding({ query }: S3Request): KeyEncoding {
  const type = query.get('encoding-type');
  if (type === null || type === '') return { encode: (key) => key };
  if (type !== 'url') throw invalidArgument('Invalid Encoding Method specified in Request', 'encoding-type', type);
  return { type, encode: urlEncode };
}

/** As S3 does: everything but letters, digits and `.-*_/` is escaped, a space becomes `+`. */
const urlEncode = (key: string): string =>
  encodeURIComponent(key)
    .replace(/%20/g, '+')
    .replace(/%2F/g, '/')
    .replace(/[!'()~]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
