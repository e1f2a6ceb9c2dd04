import type { ObjectVersion } from './object-version';

/** Different values that are remembered of each bucket: where every object has its own, none is shared. */
const MOST_VALUES = 1_000;

/** Gives the objects of a bucket one copy of what most of them have alike: content types, encryption, metadata such as site and camera. */
export class SharedValues {
  private readonly values = new Map<string, object>();

  /** The version, sharing what it can with others; its key keeps nothing else in memory, such as the URL that it was cut from. */
  share(version: ObjectVersion): ObjectVersion {
    const { headers, metadata, tags } = version;
    const own = { ...version, key: Buffer.from(version.key).toString(), encryption: this.known(version.encryption) };
    if (headers !== undefined) own.headers = this.known(headers);
    if (metadata !== undefined) own.metadata = this.known(metadata);
    if (tags !== undefined) own.tags = this.known(tags);
    return own;
  }

  private known<Value extends object>(value: Value): Value {
    const text = JSON.stringify(value);
    const known = this.values.get(text);
    if (known !== undefined) return known as Value;
    if (this.values.size < MOST_VALUES) this.values.set(text, value);
    return value;
  }
}
