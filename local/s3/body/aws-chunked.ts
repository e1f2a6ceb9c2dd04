import { S3Error } from '../protocol/s3-error';

/** A chunk header or trailer longer than this is no aws-chunked body. */
const MAX_LINE_BYTES = 8 * 1024;

/**
 * Decodes an aws-chunked body: `{hex size}[;chunk-signature=…]CRLF {data} CRLF … 0CRLF {trailer}: {value} CRLF CRLF`. Chunk and
 * trailer signatures are read over: the laptop takes any secret.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 */
export class AwsChunkedDecoder {
  /** Trailing headers by lower-case name; complete once `isComplete`. */
  readonly trailers = new Map<string, string>();
  private state: 'header' | 'data' | 'data-end' | 'trailer' | 'done' = 'header';
  private left = 0;
  private line = '';

  get isComplete(): boolean {
    return this.state === 'done';
  }

  /**
   * Takes the next bytes off the wire, cut anywhere.
   * @returns the pieces of payload within them, without copying.
   * @throws S3Error `IncompleteBody` for bytes that are no aws-chunked body.
   */
  push(bytes: Buffer): Buffer[] {
    const payload: Buffer[] = [];
    let at = 0;
    while (at < bytes.length && this.state !== 'done') {
      if (this.state === 'data') {
        const end = Math.min(bytes.length, at + this.left);
        payload.push(bytes.subarray(at, end));
        this.left -= end - at;
        at = end;
        if (this.left === 0) this.state = 'data-end';
      } else {
        at = this.readLine(bytes, at);
      }
    }
    return payload;
  }

  /** @returns the position after what was read; acts on the line once it is whole. */
  private readLine(bytes: Buffer, from: number): number {
    const newline = bytes.indexOf(10, from);
    const end = newline < 0 ? bytes.length : newline;
    this.line += bytes.toString('latin1', from, end);
    if (this.line.length > MAX_LINE_BYTES) throw malformed();
    if (newline < 0) return end;
    const line = this.line.endsWith('\r') ? this.line.slice(0, -1) : this.line;
    this.line = '';
    this.onLine(line);
    return newline + 1;
  }

  private onLine(line: string): void {
    if (this.state === 'data-end') {
      if (line !== '') throw malformed();
      this.state = 'header';
    } else if (this.state === 'header') {
      const size = /^([0-9a-fA-F]{1,12})(;|$)/.exec(line)?.[1];
      if (size === undefined) throw malformed();
      this.left = Number.parseInt(size, 16);
      this.state = this.left > 0 ? 'data' : 'trailer';
    } else if (line === '') {
      this.state = 'done';
    } else {
      const colon = line.indexOf(':');
      if (colon < 1) throw malformed();
      this.trailers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
    }
  }
}

const malformed = (): S3Error =>
  new S3Error('IncompleteBody', 'The body is not a complete aws-chunked body, although its headers say so.');
