import { connect, type Socket } from 'node:net';

/** One HTTP request, as bytes, and the status that it must get. */
export interface RawRequest {
  readonly bytes: Buffer;
  readonly status: number;
}

/**
 * Sends requests over `parallel` kept-alive connections, one at a time on each, and counts the answers. It speaks just enough HTTP
 * to know where an answer ends, so that the client costs a fraction of any server.
 * @returns completed requests a second.
 * @throws Error for an answer with another status.
 */
export async function load(
  port: number,
  parallel: number,
  requests: number,
  requestAt: (index: number) => RawRequest,
): Promise<number> {
  let next = 0;
  let completed = 0;
  const started = process.hrtime.bigint();
  await Promise.all(
    Array.from({ length: parallel }, async () => {
      const connection = new Connection(port);
      for (let index = next++; index < requests; index = next++) {
        await connection.exchange(requestAt(index));
        completed++;
      }
      connection.close();
    }),
  );
  return completed / (Number(process.hrtime.bigint() - started) / 1e9);
}

class Connection {
  private readonly socket: Socket;
  private received: Buffer = Buffer.alloc(0);
  private expected: { status: number; resolve(): void; reject(error: Error): void } | undefined;

  constructor(port: number) {
    this.socket = connect({ port, host: '127.0.0.1', noDelay: true });
    this.socket.on('data', (bytes) => this.take(bytes));
    this.socket.on('error', (error) => this.expected?.reject(error));
    this.socket.on('close', () => this.expected?.reject(new Error('The server closed the connection.')));
  }

  exchange(request: RawRequest): Promise<void> {
    return new Promise((resolve, reject) => {
      this.expected = { status: request.status, resolve, reject };
      this.socket.write(request.bytes);
    });
  }

  close(): void {
    this.expected = undefined;
    this.socket.destroy();
  }

  private take(bytes: Buffer): void {
    this.received = this.received.length === 0 ? bytes : Buffer.concat([this.received, bytes]);
    const headEnd = this.received.indexOf('\r\n\r\n');
    if (headEnd < 0) return;
    const head = this.received.toString('latin1', 0, headEnd);
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0);
    if (this.received.length < headEnd + 4 + length) return;
    const answer = this.received.toString('utf8', 0, Math.min(this.received.length, 600));
    this.received = this.received.subarray(headEnd + 4 + length);
    const { expected } = this;
    this.expected = undefined;
    if (Number(head.slice(9, 12)) === expected?.status) expected.resolve();
    else expected?.reject(new Error(`Unexpected answer: ${answer}`));
  }
}
