import { ArchiveError } from '../data-set-error';

/** Bytes that have arrived and are not used up yet; reading beyond them rolls back to the last `commit`. */
export class ByteWindow {
  private bytes: Uint8Array = new Uint8Array(0);
  private view = new DataView(this.bytes.buffer);
  private at = 0;
  private committed = 0;

  push(chunk: Uint8Array): void {
    const rest = this.bytes.subarray(this.committed);
    if (rest.length === 0) this.bytes = chunk;
    else {
      const joined = new Uint8Array(rest.length + chunk.length);
      joined.set(rest);
      joined.set(chunk, rest.length);
      this.bytes = joined;
    }
    this.view = new DataView(this.bytes.buffer, this.bytes.byteOffset, this.bytes.byteLength);
    this.at = 0;
    this.committed = 0;
  }

  get remaining(): number {
    return this.bytes.length - this.at;
  }

  /** What was read so far is used up. */
  commit(): void {
    this.committed = this.at;
  }

  /** Unreads everything since the last `commit`. */
  rollBack(): void {
    this.at = this.committed;
  }

  /** @throws MoreBytesNeeded where fewer have arrived */
  take(count: number): Uint8Array {
    if (this.remaining < count) throw MORE_BYTES_NEEDED;
    this.at += count;
    return this.bytes.subarray(this.at - count, this.at);
  }

  uint8(): number {
    if (this.remaining < 1) throw MORE_BYTES_NEEDED;
    this.at += 1;
    return this.bytes[this.at - 1]!;
  }

  uint16(): number {
    return this.view.getUint16(this.skip(2), true);
  }

  int32(): number {
    return this.view.getInt32(this.skip(4), true);
  }

  uint32(): number {
    return this.view.getUint32(this.skip(4), true);
  }

  /** A length of 8 bytes. @throws ArchiveError beyond what a number holds exactly */
  uint64(): number {
    const value = this.view.getBigUint64(this.skip(8), true);
    if (value > BigInt(Number.MAX_SAFE_INTEGER))
      throw new ArchiveError(`The pickle claims a length of ${value} bytes.`);
    return Number(value);
  }

  /** Big-endian, as pickle writes floats. */
  float64(): number {
    return this.view.getFloat64(this.skip(8), false);
  }

  /** Text up to a line break, which is used up. */
  line(): string {
    const end = this.bytes.indexOf(0x0a, this.at);
    if (end < 0) throw MORE_BYTES_NEEDED;
    const text = Buffer.from(this.bytes.subarray(this.at, end)).toString('utf8');
    this.at = end + 1;
    return text;
  }

  private skip(count: number): number {
    if (this.remaining < count) throw MORE_BYTES_NEEDED;
    this.at += count;
    return this.at - count;
  }
}

/** Thrown, once made and without a stack, when an opcode's bytes have not all arrived. */
export const MORE_BYTES_NEEDED: unique symbol = Symbol('more bytes needed');
