import { UndiciHttpHandler } from '@smithy/undici-http-handler';
import { Agent } from 'undici';
import { ArrivingBody } from './arriving-body';
import type { HttpRequest } from './request-route';
import { canonicalQuery } from './request-signer';

/** The answer to one exchange; its body may still be arriving. */
export interface Exchanged {
  readonly statusCode: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: ArrivingBody;
}

/**
 * The SDK's handler for undici, by which the SDK's own requests go, and beside it an exchange on the same connections without streams and abort signals: those
 * cost the thread as much again as the request.
 */
export class HotHttpHandler extends UndiciHttpHandler {
  private readonly agent: Agent;

  constructor(options: Agent.Options) {
    const agent = new Agent(options);
    super({ dispatcher: agent });
    this.agent = agent;
  }

  /**
   * Sends a request and answers once the head of its answer is there.
   * @throws what `handle` throws: the errors by whose names the SDK knows what to try again
   */
  exchange({ protocol, hostname, port, method, path, query, headers, body }: HttpRequest): Promise<Exchanged> {
    const search = canonicalQuery(query);
    return new Promise((resolve, reject) => {
      let arriving: ArrivingBody | undefined;
      this.agent.dispatch(
        {
          origin: `${protocol}//${hostname}${port === undefined ? '' : `:${port}`}`,
          method: method as 'GET',
          path: search === '' ? path : `${path}?${search}`,
          headers,
          body,
        },
        {
          onRequestStart: () => undefined,
          onResponseStart(controller, statusCode, received) {
            // What comes before an answer (103 Early Hints) is none.
            if (statusCode < 200) return;
            arriving = new ArrivingBody(() => controller.abort(new Error('The body was not wanted.')));
            resolve({ statusCode, headers: joined(received), body: arriving });
          },
          onResponseData: (_, chunk) => arriving?.push(chunk),
          onResponseEnd: () => arriving?.end(),
          onResponseError(_, error) {
            if (arriving === undefined) reject(namedAsBySdk(error));
            else arriving.fail(error);
          },
        },
      );
    });
  }
}

/** A header that came several times is a list. */
function joined(received: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const name in received) {
    const value = received[name];
    if (value !== undefined) headers[name] = typeof value === 'string' ? value : value.join(', ');
  }
  return headers;
}

/** The SDK tries again what its own handler names so. */
function namedAsBySdk(error: Error): Error {
  const { code } = error as { readonly code?: string };
  if (code?.startsWith('UND_ERR_') && code.endsWith('_TIMEOUT')) return Object.assign(error, { name: 'TimeoutError' });
  return code === 'UND_ERR_SOCKET' ? Object.assign(error, { name: 'RequestTimeout' }) : error;
}
