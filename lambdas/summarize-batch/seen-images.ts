import { createHash } from 'node:crypto';

/** Remembers which images have been seen, in twelve bytes of hash each, so that a million of them fit into a function. */
export class SeenImages {
  private readonly hashes = new Set<string>();

  /** @returns whether it is new. */
  add(bucket: string, key: string): boolean {
    const hash = createHash('sha256').update(`${bucket}\0${key}`).digest().toString('latin1', 0, 12);
    const before = this.hashes.size;
    return this.hashes.add(hash).size > before;
  }
}
