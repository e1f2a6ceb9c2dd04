import type { ObjectVersion } from './object-version';
import { type PackedVersion, PackedVersions } from './packed-versions';
import { type IsPast, SortedKeys } from './sorted-keys';
import { NULL_VERSION } from './version-id';

/** All versions of all keys of a bucket, in memory. */
export class ObjectIndex {
  /** Newest first; no list is empty, and one of one version is that version. */
  private readonly byKey = new Map<string, PackedVersion | PackedVersion[]>();
  private readonly keys = new SortedKeys();
  private readonly packed = new PackedVersions();
  private versionCount = 0;

  get isEmpty(): boolean {
    return this.byKey.size === 0;
  }

  /** How many versions there are, delete markers included. */
  get size(): number {
    return this.versionCount;
  }

  /** The newest version, which may be a delete marker. */
  latest(key: string): ObjectVersion | undefined {
    const [newest] = this.list(key);
    return newest === undefined ? undefined : this.packed.unpack(key, newest);
  }

  find(key: string, versionId: string): ObjectVersion | undefined {
    const list = this.list(key);
    const found = list[this.packed.placeOf(list, versionId)];
    return found === undefined ? undefined : this.packed.unpack(key, found);
  }

  /** Newest first. */
  versions(key: string): readonly ObjectVersion[] {
    return this.list(key).map((packed) => this.packed.unpack(key, packed));
  }

  keysFrom(past: IsPast): Generator<string> {
    return this.keys.from(past);
  }

  /** Every version, by key, oldest first. */
  *all(): Generator<ObjectVersion> {
    for (const key of this.keys.all()) yield* [...this.versions(key)].reverse();
  }

  /**
   * Makes a version the newest of its key.
   * @returns the version that it replaces: there is one `null` version of a key at most.
   */
  put(version: ObjectVersion): ObjectVersion | undefined {
    const list = this.list(version.key);
    const at = version.versionId === NULL_VERSION ? this.packed.placeOf(list, NULL_VERSION) : -1;
    const replaced = at < 0 ? undefined : this.take(version.key, at);
    // A key of its own keeps nothing else in memory, such as the URL that it was cut from.
    const key = Buffer.from(version.key).toString();
    if (list.length === 0) this.keys.add(key);
    this.keep(key, [this.packed.pack(version), ...this.list(key)]);
    this.versionCount++;
    return replaced;
  }

  /** Puts a changed version where the one with its id is. */
  amend(version: ObjectVersion): void {
    const list = this.list(version.key);
    const at = this.packed.placeOf(list, version.versionId);
    const before = list[at];
    if (before === undefined) return;
    this.packed.release(before);
    this.keep(version.key, list.with(at, this.packed.pack(version)));
  }

  remove(key: string, versionId: string): ObjectVersion | undefined {
    const list = this.list(key);
    const at = this.packed.placeOf(list, versionId);
    if (at < 0) return undefined;
    const removed = this.take(key, at);
    if (list.length === 1) this.keys.remove(key);
    return removed;
  }

  private list(key: string): readonly PackedVersion[] {
    const kept = this.byKey.get(key);
    if (kept === undefined) return [];
    return Array.isArray(kept) ? kept : [kept];
  }

  private keep(key: string, list: PackedVersion[]): void {
    const [only, second] = list;
    if (only === undefined) this.byKey.delete(key);
    else this.byKey.set(key, second === undefined ? only : list);
  }

  private take(key: string, at: number): ObjectVersion {
    const list = this.list(key);
    const taken = list[at] as PackedVersion;
    const version = this.packed.unpack(key, taken);
    this.packed.release(taken);
    this.versionCount--;
    this.keep(key, list.toSpliced(at, 1));
    return version;
  }
}
