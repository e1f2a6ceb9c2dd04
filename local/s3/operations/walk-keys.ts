import { compareKeys } from '../storage/key-order';
import type { ObjectIndex } from '../storage/object-index';
import type { IsPast } from '../storage/sorted-keys';

/** Which part of a bucket a listing wants. */
export interface KeyWalk {
  readonly prefix: string;
  /** Empty for none. */
  readonly delimiter: string;
  /** Keys up to this one are left out; a group of this very name too. Empty for none. */
  readonly after: string;
  /** Whether `after` itself is wanted. */
  readonly inclusive?: boolean;
}

/** One entry of a listing: a key, or the group (`CommonPrefixes`) of all keys up to the delimiter. */
export type KeyEntry = { readonly key: string } | { readonly group: string };

/**
 * Walks keys in listing order. A group costs one seek however many keys it has.
 * @param isListed tells which keys count, e.g. those that are not deleted.
 */
export function* walkKeys(
  objects: ObjectIndex,
  walk: KeyWalk,
  isListed: (key: string) => boolean,
): Generator<KeyEntry> {
  const { prefix, delimiter, after, inclusive = false } = walk;
  let past: IsPast = (key) => {
    const order = after === '' ? 1 : compareKeys(key, after);
    return (order > 0 || (inclusive && order === 0)) && compareKeys(key, prefix) >= 0;
  };
  for (;;) {
    const group = yield* untilGroup(objects, past, { prefix, delimiter }, isListed);
    if (group === undefined) return;
    if (group !== after) yield { group };
    past = (key) => compareKeys(key, group) > 0 && !key.startsWith(group);
  }
}

/** Yields keys up to the first that belongs to a group. @returns that group. */
function* untilGroup(
  objects: ObjectIndex,
  past: IsPast,
  { prefix, delimiter }: Pick<KeyWalk, 'prefix' | 'delimiter'>,
  isListed: (key: string) => boolean,
): Generator<KeyEntry, string | undefined> {
  for (const key of objects.keysFrom(past)) {
    if (!key.startsWith(prefix)) return undefined;
    if (!isListed(key)) continue;
    const at = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
    if (at >= 0) return key.slice(0, at + delimiter.length);
    yield { key };
  }
  return undefined;
}
