/** Bytes of a record that a piece of a file ended in, kept for the next piece. */
export class ByteCarry {
  private rest: Buffer = Buffer.alloc(0);

  /** What was left of the last piece, and this one. */
  join(bytes: Uint8Array): Buffer {
    const piece = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const joined = this.rest.length === 0 ? piece : Buffer.concat([this.rest, piece]);
    this.rest = EMPTY;
    return joined;
  }

  /** Keeps a copy: whoever reads the file may use the piece's memory again. */
  keep(bytes: Buffer): void {
    this.rest = Buffer.from(bytes);
  }

  take(): Buffer {
    const { rest } = this;
    this.rest = EMPTY;
    return rest;
  }
}

const EMPTY = Buffer.alloc(0);
