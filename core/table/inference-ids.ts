const FIRST_SLOTS = 1024;

/**
 * Which inferences have been seen, in at most 32 bytes each whatever the length of their ids: sets of strings would take the memory of a large
 * window. Two different ids are taken for one with a probability of n^2 / 2^53, one in 2,000 at two million of them.
 */
export class InferenceIds {
  private slots = new Float64Array(FIRST_SLOTS);
  size = 0;

  /** True for an id that was not there yet. */
  admit(id: string): boolean {
    return this.admitHash(hashOf(id));
  }

  /** The same of an id of ASCII characters that lies in bytes. */
  admitBytes(bytes: Uint8Array, from: number, to: number): boolean {
    return this.admitHash(hashOfBytes(bytes, from, to));
  }

  /** The same of an id that was stored as its hash. */
  admitHash(hash: number): boolean {
    if (this.size * 2 >= this.slots.length) this.grow();
    if (!insert(this.slots, hash)) return false;
    this.size += 1;
    return true;
  }

  /** What is known of the ids, 8 bytes each; the same ids give the same hashes, in any order of coming. */
  hashes(): Float64Array {
    return this.slots.filter((hash) => hash !== 0).sort();
  }

  private grow(): void {
    const larger = new Float64Array(this.slots.length * 2);
    for (const hash of this.slots) if (hash !== 0) insert(larger, hash);
    this.slots = larger;
  }
}

/** Open addressing, linear probing; 0 is an empty slot. */
function insert(slots: Float64Array, hash: number): boolean {
  const mask = slots.length - 1;
  // The lower 32 bits; a remainder of doubles would take longer than all else here.
  let slot = (hash >>> 0) & mask;
  for (;;) {
    const found = slots[slot]!;
    if (found === hash) return false;
    if (found === 0) {
      slots[slot] = hash;
      return true;
    }
    slot = (slot + 1) & mask;
  }
}

/** 53 bits, never 0: two 32-bit hashes after "cyrb53" (bryc, public domain). */
export function hashOf(text: string, seed = 0): number {
  let [one, two] = [0xdeadbeef ^ seed, 0x41c6ce57 ^ seed];
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    one = Math.imul(one ^ code, 2654435761);
    two = Math.imul(two ^ code, 1597334677);
  }
  return finished(one, two);
}

/** `hashOf` of ASCII text that lies in bytes. */
function hashOfBytes(bytes: Uint8Array, from: number, to: number): number {
  let [one, two] = [0xdeadbeef, 0x41c6ce57];
  for (let index = from; index < to; index += 1) {
    const code = bytes[index]!;
    one = Math.imul(one ^ code, 2654435761);
    two = Math.imul(two ^ code, 1597334677);
  }
  return finished(one, two);
}

function finished(first: number, second: number): number {
  let [one, two] = [first, second];
  one = Math.imul(one ^ (one >>> 16), 2246822507) ^ Math.imul(two ^ (two >>> 13), 3266489909);
  two = Math.imul(two ^ (two >>> 16), 2246822507) ^ Math.imul(one ^ (one >>> 13), 3266489909);
  return 4294967296 * (2097151 & two) + (one >>> 0) || 1;
}
