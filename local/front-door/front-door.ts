import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Disturbance } from '../disturbance';
import type { CredentialRegistry } from '../iam/credentials';
import { ANONYMOUS, type Principal } from '../iam/principal';
import { AwsError } from '../protocol/aws-error';
import { failJson } from '../protocol/json-protocol';
import { failQuery } from '../protocol/query-protocol';
import { newRequestId } from '../protocol/request-id';
import { followsForeignLink, foreignRequest, showsDocument } from './foreign-request';
import { GatheredResponse } from './gathered-response';
import { asksForHome, HOME_PATH } from './home-request';
import type { LaptopRequest } from './laptop-request';
import type { LaptopService, LocalPage } from './laptop-service';
import { signatureScope } from './signature';

/** A port that somebody else listens on. */
export class PortTaken extends Error {
  override readonly name = 'PortTaken';
  constructor(readonly port: number) {
    super(`Port ${port} of 127.0.0.1 is taken: stop what listens there, or choose another with --port.`);
  }
}

/**
 * One port of 127.0.0.1 for all services: a request goes to the service that its signature names. Unsigned requests go to
 * the laptop's own pages, to Lambda's Invoke API (by its path, so that curl works), else to S3 as anonymous.
 */
export class FrontDoor {
  private readonly services = new Map<string, LaptopService>();
  private readonly pages: LocalPage[] = [];
  private readonly server: Server;

  constructor(
    private readonly credentials: CredentialRegistry,
    private readonly disturbance?: Pick<Disturbance, 'request'>,
  ) {
    this.server = createServer({ ServerResponse: GatheredResponse }, (incoming, response) => {
      // Whatever could not even be answered with an error ends with the connection, not with the process.
      this.answer(incoming, response).catch(() => response.destroy());
    });
    this.server.keepAliveTimeout = 65_000;
    // Large uploads on a slow laptop take as long as they take.
    this.server.requestTimeout = 0;
  }

  register(service: LaptopService): void {
    for (const name of service.signingNames) this.services.set(name, service);
  }

  registerPage(page: LocalPage): void {
    this.pages.push(page);
  }

  /** The service behind a signing name, for callers within the laptop. */
  service(signingName: string): LaptopService | undefined {
    return this.services.get(signingName);
  }

  /**
   * Listens on 127.0.0.1; port 0 takes any free one.
   * @returns the port.
   * @throws PortTaken
   */
  async listen(port: number): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', (error: NodeJS.ErrnoException) =>
        reject(error.code === 'EADDRINUSE' ? new PortTaken(port) : error),
      );
      this.server.listen(port, '127.0.0.1', resolve);
    });
    return (this.server.address() as AddressInfo).port;
  }

  /** Stops listening, cuts open connections, then stops every service. */
  async stop(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    this.server.closeAllConnections();
    await Promise.all([closed, ...[...new Set(this.services.values())].map((service) => service.stop?.())]);
  }

  /** The page whose path a request's begins with; a browser that opens the laptop's address is shown what is below `/_local`. */
  private pageFor({ method, rawPath, headers }: LaptopRequest): LocalPage | undefined {
    const path = asksForHome(method, rawPath, headers) ? HOME_PATH : rawPath;
    return this.pages.find(({ pathPrefix }) => path.startsWith(pathPrefix));
  }

  private async answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const [rawPath = '/', search = ''] = splitTarget(incoming.url ?? '/');
    const query = new URLSearchParams(isOperationNote(search) ? '' : search);
    const scope = signatureScope(incoming.headers, query);
    const request: LaptopRequest & { principal: Principal } = {
      principal: ANONYMOUS,
      incoming,
      method: incoming.method ?? 'GET',
      rawPath,
      query,
      headers: incoming.headers,
      requestId: newRequestId(),
    };
    const page = scope === undefined ? this.pageFor(request) : undefined;
    const foreign = foreignRequest(request.method, request.headers, page);
    if (foreign !== undefined) {
      refuse(response, foreign);
      return;
    }
    const serviceName = scope?.service ?? unsignedService(rawPath);
    const service = this.services.get(serviceName);
    if (page === undefined) {
      // Query services take operations by GET as well: a link must not publish a message or delete a stack.
      if (serviceName !== 's3' && followsForeignLink(request.method, request.headers)) {
        refuse(response, 'A link may lead to a page or to an object, not to an operation.');
        return;
      }
      // A stored page would be of the front door's own origin, and its script could do everything.
      if (showsDocument(request.headers)) response.setHeader('content-security-policy', 'sandbox');
    }
    try {
      request.principal = this.credentials.principalOf(scope?.accessKeyId);
      if (page !== undefined) await page.handle(request, response);
      else if (service !== undefined) {
        const { disturbance } = this;
        if (disturbance !== undefined && (await disturbance.request(serviceName, request, response)) === true) return;
        // Most answers of S3 are made by now; a wait for nothing is another turn.
        const underWay = service.handle(request, response);
        if (underWay !== undefined) await underWay;
      } else unknownService(scope?.service ?? 's3', [...this.services.keys()], request, response);
    } catch (error) {
      if (response.headersSent) response.destroy();
      else if (page === undefined && service !== undefined) service.fail(error, request, response);
      else response.writeHead(500, { 'content-type': 'text/plain' }).end(String(error));
    }
  }
}

function refuse(response: ServerResponse, reason: string): void {
  response.writeHead(403, { 'content-type': 'text/plain' }).end(reason);
}

/** SDKs note the operation's name in the query of S3's requests, for who reads an access log; no service looks at it. */
const isOperationNote = (search: string): boolean => search.startsWith('x-id=') && !search.includes('&');

function splitTarget(target: string): [string, string] {
  const at = target.indexOf('?');
  return at < 0 ? [target, ''] : [target.slice(0, at), target.slice(at + 1)];
}

/** Lambda's Invoke API is told by its dated path, so that an unsigned curl reaches it; all else without a signature is S3. */
function unsignedService(rawPath: string): string {
  return rawPath.startsWith('/2015-03-31/functions/') ? 'lambda' : 's3';
}

/** In the shape that the caller's protocol can read: query services send forms, the others take JSON. */
function unknownService(
  name: string,
  known: readonly string[],
  request: LaptopRequest,
  response: ServerResponse,
): void {
  const message = `The laptop has no service '${name}'. It has: ${[...known].sort().join(', ')}.`;
  const error = new AwsError('UnknownService', message, 501);
  if (request.headers['content-type']?.startsWith('application/x-www-form-urlencoded')) {
    failQuery(error, { xmlNamespace: '' }, request, response);
  } else failJson(error, '1.1', request, response);
}
