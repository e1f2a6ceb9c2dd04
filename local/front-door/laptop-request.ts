import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Principal } from '../iam/principal';
import { AwsError } from '../protocol/aws-error';

/** One HTTP request that the front door has read the head of. */
export interface LaptopRequest {
  readonly incoming: IncomingMessage;
  readonly method: string;
  /** The path as it came, still percent-encoded, without the query. */
  readonly rawPath: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly principal: Principal;
  readonly requestId: string;
}

/**
 * Reads the whole body, by events: they cost a third of an async iterator.
 * @throws AwsError `RequestEntityTooLarge` above `maxBytes`; the connection's error where it breaks off.
 */
export function readBody({ incoming }: LaptopRequest, maxBytes = 16 * 1024 * 1024): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    incoming.on('data', (chunk: Buffer) => {
      size += chunk.length;
      // What is too much is read and dropped: the connection still has to carry the answer that says so.
      if (size <= maxBytes) chunks.push(chunk);
      else reject(new AwsError('RequestEntityTooLarge', `The body exceeds ${maxBytes} bytes.`, 413));
    });
    incoming.on('end', () => resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)));
    incoming.on('error', reject);
    // Also the end of every whole body, for which an error (and its stack) would be made in vain.
    incoming.on('close', () => incoming.complete || reject(new Error('The request broke off within its body.')));
  });
}
