import { compareKeys } from './key-order';

/** A chunk is split in two when it grows past this; small enough that inserting into it is a short memory move. */
const MAX_CHUNK_KEYS = 512;

/** Tells of a key whether it lies at or past some point; false for all keys before that point, true for all after. */
export type IsPast = (key: string) => boolean;

/** A point among the keys: a key itself, which spares a put the making of a function, or what tells where it is. */
type Point = string | IsPast;

const isPast = (other: string, point: Point): boolean =>
  typeof point === 'string' ? compareKeys(other, point) >= 0 : point(other);

/**
 * The keys of a bucket in listing order. Adding, removing and seeking cost O(log n) comparisons, so that a put stays cheap in a
 * bucket of any size and a page of a listing never sorts anything.
 */
export class SortedKeys {
  private readonly chunks: string[][] = [];

  /** Adds a key that is not there yet. */
  add(key: string): void {
    const last = this.chunks.at(-1);
    // Uploads of a folder come in order.
    if (last === undefined || (last.length >= MAX_CHUNK_KEYS && compareKeys(last.at(-1) as string, key) < 0)) {
      this.chunks.push([key]);
      return;
    }
    if (compareKeys(last.at(-1) as string, key) < 0) {
      last.push(key);
      return;
    }
    // Give or take those that are under way together.
    const isInLast = compareKeys(last[0] as string, key) < 0;
    const at = isInLast ? this.chunks.length - 1 : this.chunkOf(key);
    const chunk = this.chunks[at] as string[];
    chunk.splice(firstPast(chunk, key), 0, key);
    if (chunk.length > MAX_CHUNK_KEYS) this.chunks.splice(at + 1, 0, chunk.splice(chunk.length >> 1));
  }

  /** Removes a key that is there. */
  remove(key: string): void {
    const at = this.chunkOf(key);
    const chunk = this.chunks[at] as string[];
    chunk.splice(firstPast(chunk, key), 1);
    if (chunk.length === 0) this.chunks.splice(at, 1);
  }

  /** All keys in order. Not to be held over a change. */
  all(): Generator<string> {
    return this.from(() => true);
  }

  /** The keys from the first one that is past, in order. Not to be held over a change. */
  *from(past: IsPast): Generator<string> {
    let chunkAt = this.chunkOf(past);
    let keyAt = chunkAt < this.chunks.length ? firstPast(this.chunks[chunkAt] as string[], past) : 0;
    for (; chunkAt < this.chunks.length; chunkAt++, keyAt = 0) {
      const chunk = this.chunks[chunkAt] as string[];
      for (; keyAt < chunk.length; keyAt++) yield chunk[keyAt] as string;
    }
  }

  /** Index of the first chunk whose last key is past. */
  private chunkOf(point: Point): number {
    let low = 0;
    let high = this.chunks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isPast(this.chunks[middle]?.at(-1) as string, point)) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

function firstPast(keys: readonly string[], point: Point): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isPast(keys[middle] as string, point)) high = middle;
    else low = middle + 1;
  }
  return low;
}
