import { Pool } from 'undici';

/** Names in lower case. */
export type ContainerHeaders = Readonly<Record<string, string>>;

export interface ContainerAnswer {
  readonly status: number;
  readonly headers: ContainerHeaders;
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
  readonly headers: ContainerHeaders;
  readonly body?: Buffer;
  readonly timeoutMs: number;
}

/** As long as the time-out of the exchange says, and no less. */
const NO_TIMEOUTS = { headersTimeout: 0, bodyTimeout: 0 };

/** HTTP to one container over kept connections, as many as there are requests at a time; bodies are passed as they are. */
export class ContainerClient {
  private readonly pool: Pool;

  constructor(port: number) {
    this.pool = new Pool(`http://127.0.0.1:${port}`, NO_TIMEOUTS);
  }

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
    void this.pool.destroy();
  }

  /** Dispatched as it is: the promises and streams of a `request` would cost as much again. */
  private attempt({ method, path, headers, body, timeoutMs }: Exchange): Promise<ContainerAnswer> {
    return new Promise((resolve, reject) => {
      let abort: (() => void) | undefined;
      let timedOut = false;
      const timer = setTimeout(() => {
        timedOut = true;
        reject(new ContainerTimeout(`No answer in ${timeoutMs} ms.`));
        abort?.();
      }, timeoutMs);
      let status: number | undefined;
      let answerHeaders: ContainerHeaders = {};
      const chunks: Buffer[] = [];
      this.pool.dispatch(
        { method, path, headers, body },
        {
          onRequestStart(controller) {
            abort = () => controller.abort(new ContainerTimeout());
            if (timedOut) abort();
          },
          onResponseStart(_, statusCode, received) {
            status = statusCode;
            answerHeaders = joined(received);
          },
          onResponseData: (_, chunk) => void chunks.push(chunk),
          onResponseEnd() {
            clearTimeout(timer);
            const answer = chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
            resolve({ status: status ?? 0, headers: answerHeaders, body: answer });
          },
          onResponseError(_, error) {
            clearTimeout(timer);
            const isStale = status === undefined && brokeOnKeptConnection(error);
            reject(isStale ? new StaleConnection() : new ContainerGone(error.message, { cause: error }));
          },
        },
      );
    });
  }
}

class StaleConnection extends ContainerGone {}

/** A header that came several times is a list. */
function joined(headers: Readonly<Record<string, string | readonly string[] | undefined>>): ContainerHeaders {
  const each: Record<string, string> = {};
  for (const name in headers) each[name] = String(headers[name]);
  return each;
}

/** Where the connection had carried an answer before. Of a reset one that is not known. */
function brokeOnKeptConnection(error: Error): boolean {
  const { code, socket } = error as { readonly code?: string; readonly socket?: { readonly bytesRead?: number } };
  return code === 'ECONNRESET' || code === 'EPIPE' || (code === 'UND_ERR_SOCKET' && (socket?.bytesRead ?? 0) > 0);
}
