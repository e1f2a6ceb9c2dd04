import { Agent, type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from 'node:http';
import type { Socket } from 'node:net';

export interface ContainerAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** The container did not answer in time. */
export class ContainerTimeout extends Error {
  override readonly name = 'ContainerTimeout';
}

/** The container closed the connection, or there was none. */
export class ContainerGone extends Error {
  override readonly name = 'ContainerGone';
}

interface Exchange {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: OutgoingHttpHeaders;
  readonly body?: Buffer;
  readonly timeoutMs: number;
}

/** HTTP to one container over kept connections; bodies are passed as they are. */
export class ContainerClient {
  private readonly agent = new Agent({ keepAlive: true, maxFreeSockets: 64, scheduling: 'lifo' });
  private readonly guarded = new WeakSet<Socket>();

  constructor(private readonly port: number) {}

  /** Answers with whatever status the container gives. @throws ContainerTimeout, ContainerGone */
  async send(exchange: Exchange): Promise<ContainerAnswer> {
    try {
      return await this.attempt(exchange);
    } catch (error) {
      // A kept connection that the container had closed meanwhile: the request never arrived.
      if (error instanceof StaleConnection) return this.attempt(exchange);
      throw error;
    }
  }

  close(): void {
    this.agent.destroy();
  }

  /**
   * A container may answer before it has read the whole request, and close. Once the answer has ended Node no longer listens to the
   * connection, and the rest of the request failing on it would end the whole process.
   */
  private guard(socket: Socket): void {
    if (this.guarded.has(socket)) return;
    this.guarded.add(socket);
    socket.on('error', () => {});
  }

  private attempt({ method, path, headers, body, timeoutMs }: Exchange): Promise<ContainerAnswer> {
    return new Promise((resolve, reject) => {
      const fail = (error: NodeJS.ErrnoException): void => {
        clearTimeout(timer);
        if (error instanceof ContainerTimeout) reject(error);
        else if (outgoing.reusedSocket && !answered && error.code === 'ECONNRESET') reject(new StaleConnection());
        else reject(new ContainerGone(error.message, { cause: error }));
      };
      let answered = false;
      const outgoing = request(
        { host: '127.0.0.1', port: this.port, method, path, headers, agent: this.agent },
        (incoming) => {
          answered = true;
          const chunks: Buffer[] = [];
          incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
          incoming.on('end', () => {
            clearTimeout(timer);
            const answer = chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
            resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: answer });
          });
          // A container that dies within its answer: by then the request itself reports nothing any more.
          incoming.on('error', fail);
        },
      );
      const timer = setTimeout(
        () => outgoing.destroy(new ContainerTimeout(`No answer in ${timeoutMs} ms.`)),
        timeoutMs,
      );
      outgoing.on('error', fail);
      outgoing.once('socket', (socket) => this.guard(socket));
      outgoing.end(body);
    });
  }
}

class StaleConnection extends ContainerGone {}
