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
 * Reads the whole body.
 * @throws AwsError `RequestEntityTooLarge` above `maxBytes`.
 */
export async function readBody(request: LaptopRequest, maxBytes = 16 * 1024 * 1024): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  // Not destroyed when it is refused: the connection still has to carry the answer that says so.
  for await (const chunk of request.incoming.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) {
      throw new AwsError('RequestEntityTooLarge', `The body exceeds ${maxBytes} bytes.`, 413);
    }
    chunks.push(chunk);
  }
  return chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
}
