import type { ObjectVersion } from './object-version';
import { SharedValues } from './shared-values';
import { type IsPast, SortedKeys } from './sorted-keys';

/** All versions of all keys of a bucket, in memory. */
export class ObjectIndex {
  /** Newest first; no list is empty. */
  private readonly byKey = new Map<string, ObjectVersion[]>();
  private readonly keys = new SortedKeys();
  private readonly shared = new SharedValues();
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
    return this.byKey.get(key)?.[0];
  }

  find(key: string, versionId: string): ObjectVersion | undefined {
    return this.byKey.get(key)?.find((version) => version.versionId === versionId);
  }

  /** Newest first. */
  versions(key: string): readonly ObjectVersion[] {
    return this.byKey.get(key) ?? [];
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
  put(given: ObjectVersion): ObjectVersion | undefined {
    const version = this.shared.share(given);
    const versions = this.byKey.get(version.key);
    this.versionCount++;
    if (versions === undefined) {
      this.byKey.set(version.key, [version]);
      this.keys.add(version.key);
      return undefined;
    }
    const at = version.versionId === 'null' ? versions.findIndex(({ versionId }) => versionId === 'null') : -1;
    const replaced = at < 0 ? undefined : versions[at];
    if (at >= 0) {
      versions.splice(at, 1);
      this.versionCount--;
    }
    versions.unshift(version);
    return replaced;
  }

  /** Puts a changed version where the one with its id is. */
  amend(version: ObjectVersion): void {
    const versions = this.byKey.get(version.key) ?? [];
    const at = versions.findIndex(({ versionId }) => versionId === version.versionId);
    if (at >= 0) versions[at] = this.shared.share(version);
  }

  remove(key: string, versionId: string): ObjectVersion | undefined {
    const versions = this.byKey.get(key) ?? [];
    const at = versions.findIndex((version) => version.versionId === versionId);
    if (at < 0) return undefined;
    const [removed] = versions.splice(at, 1);
    this.versionCount--;
    if (versions.length === 0) {
      this.byKey.delete(key);
      this.keys.remove(key);
    }
    return removed;
  }
}
