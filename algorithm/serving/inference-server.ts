import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { MAX_IMAGE_BYTES } from '../../core/contracts/limits';
import { type Answer, refuse } from './answer';
import { answerInvocation } from './answer-invocation';
import type { ServedModel } from './served-model';

/** Longer than the clients' own, so that it is never the server that closes a connection a request is on its way on. */
const KEEP_ALIVE_MS = 75_000;
/** What InvokeEndpoint carries at most, an image or rows. */
const MAX_BODY_BYTES = MAX_IMAGE_BYTES;

/**
 * The HTTP side of SageMaker's inference contract: GET /ping, POST /invocations, and GET /execution-parameters for batch transform.
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-inference-code.html
 */
export class InferenceServer {
  private readonly server: Server;

  constructor(private readonly model: ServedModel) {
    this.server = createServer((request, response) => this.route(request, response));
    this.server.keepAliveTimeout = KEEP_ALIVE_MS;
    this.server.headersTimeout = KEEP_ALIVE_MS + 1000;
  }

  /**
   * @param host absent: every address, as in a container, whose network is its own.
   * @returns the port, which differs from the one asked for where that was 0
   */
  listen(port: number, host?: string): Promise<number> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen({ port, host }, () => {
        const address = this.server.address();
        resolve(typeof address === 'object' && address !== null ? address.port : port);
      });
    });
  }

  /** Takes no new connection, lets the requests under way finish, and resolves when none is left. */
  close(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => resolve());
      this.server.closeIdleConnections();
    });
  }

  private route(request: IncomingMessage, response: ServerResponse): void {
    const { method, url } = request;
    if (url === '/invocations') {
      if (method === 'POST') this.receive(request, response);
      else send(response, refuse(405, 'Ask /invocations with POST.'));
    } else if (url === '/ping' && (method === 'GET' || method === 'HEAD')) {
      send(response, { status: 200, contentType: 'text/plain', body: '' });
    } else if (url === '/execution-parameters' && method === 'GET') {
      send(response, {
        status: 200,
        contentType: 'application/json',
        body: JSON.stringify(this.model.executionParameters),
      });
    } else {
      send(response, refuse(404, `There is no ${method} ${url}; there are GET /ping and POST /invocations.`));
    }
  }

  private receive(request: IncomingMessage, response: ServerResponse): void {
    const chunks: Buffer[] = [];
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= MAX_BODY_BYTES) chunks.push(chunk);
      else chunks.length = 0;
    });
    request.on('end', () => {
      if (length > MAX_BODY_BYTES) {
        send(response, this.model.refuseLength(length));
        return;
      }
      const body = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
      send(response, this.answer(request, body));
    });
  }

  private answer(request: IncomingMessage, body: Buffer): Answer {
    try {
      return answerInvocation(this.model, request.headers['content-type'], request.headers.accept, body);
    } catch (error) {
      console.error(error);
      return refuse(500, `InternalError: ${(error as Error).message}`);
    }
  }
}

function send(response: ServerResponse, { status, contentType, body }: Answer): void {
  response.writeHead(status, { 'Content-Type': contentType, 'Content-Length': Buffer.byteLength(body) });
  response.end(body);
}
