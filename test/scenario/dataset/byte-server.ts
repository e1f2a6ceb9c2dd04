import { statSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A server on a free port that answers request n with the n-th answer, and those after the last with the last. */
export class ByteServer {
  readonly ranges: (string | undefined)[] = [];
  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async start(...answers: readonly Answer[]): Promise<ByteServer> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const started = new ByteServer(server, `http://127.0.0.1:${port}/archive.bin`);
    server.on('request', (request, response) => {
      const answer = answers[Math.min(started.ranges.length, answers.length - 1)]!;
      started.ranges.push(request.headers.range);
      answer(request, response);
    });
    return started;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** The whole file, or the rest of it where a range is asked for. */
export const serve =
  (bytes: Buffer): Answer =>
  (request, response) => {
    const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
    if (from >= bytes.length) {
      response.writeHead(416, { 'content-range': `bytes */${bytes.length}` }).end();
      return;
    }
    const head = { 'content-length': bytes.length - from };
    if (from === 0) response.writeHead(200, head);
    else response.writeHead(206, { ...head, 'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` });
    response.end(bytes.subarray(from));
  };

/**
 * As `serve`, but the connection breaks after so many bytes.
 * @param when resolves when it may break, given the place in the file that has been sent by then
 */
export const breakAfter =
  (bytes: Buffer, count: number, when: (sent: number) => Promise<unknown>): Answer =>
  (request, response) => {
    const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
    const head = { 'content-length': bytes.length - from };
    if (from === 0) response.writeHead(200, head);
    else response.writeHead(206, { ...head, 'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` });
    response.write(bytes.subarray(from, from + count), () => void when(from + count).then(() => response.destroy()));
  };

/** Until `path` is so long, which it is soon; a test whose file never is fails by what is asked for next. */
export async function untilLong(path: string, bytes: number): Promise<void> {
  const end = Date.now() + 10_000;
  while (Date.now() < end && (statSync(path, { throwIfNoEntry: false })?.size ?? 0) < bytes) await wait(2);
}

/** The whole file whatever range is asked for, as servers without ranges answer. */
export const ignoreRange =
  (bytes: Buffer): Answer =>
  (_, response) =>
    void response.writeHead(200, { 'content-length': bytes.length }).end(bytes);

export const status =
  (code: number): Answer =>
  (_, response) =>
    void response.writeHead(code).end('no');
