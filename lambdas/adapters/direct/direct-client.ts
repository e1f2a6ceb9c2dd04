import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { type HttpCall, type HttpRequest, RequestRoute } from './request-route';
import type { SigningCredentials } from './request-signer';

export interface HttpAnswer {
  readonly statusCode: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readable;
}

/** Of an SDK client's configuration, what direct requests go by. */
export interface ClientConfiguration {
  credentials(): Promise<SigningCredentials>;
  retryMode: string | (() => Promise<string>);
  retryStrategy(): Promise<object>;
  /** What the service's clock is ahead of this one. Milliseconds. */
  readonly systemClockOffset: number;
  readonly requestHandler: { handle(request: never, options?: object): Promise<{ readonly response: unknown }> };
}

/** A middleware of the SDK, next to the network. */
export type LastMiddleware = <Request extends { readonly request: unknown }, Result extends { response: unknown }>(
  next: (request: Request) => Promise<Result>,
) => (request: Request) => Promise<Result>;

/** Where the SDK puts a `LastMiddleware`. */
export const LAST = { step: 'deserialize', priority: 'low', name: 'directClient' } as const;

/** One call, in both forms. */
export interface DirectCall<Output> {
  /** Calls of one place differ in what `http` says, and in nothing else. */
  readonly place: string;
  readonly http: HttpCall;
  /** The output of a plain success; undefined for all else, which the SDK then reads. */
  readonly read: (answer: HttpAnswer) => Output | Promise<Output> | undefined;
  /** The same call by the SDK. */
  readonly bySdk: (last: LastMiddleware) => Promise<Output>;
}

/** Places that are remembered; the oldest goes. */
const MOST_PLACES = 200;

interface RetryStrategy {
  acquireInitialRetryToken(scope: string): Promise<object>;
  recordSuccess(token: object): void;
}

type Route = { readonly route: RequestRoute; readonly succeeded: () => void } | 'by the SDK';
type FirstAttempt = { readonly response: unknown } | { readonly error: unknown };

/**
 * Sends requests of an SDK client past its middleware, which costs ten times what the request itself does. The first request to a place goes by the SDK, and is
 * watched; the next ones are made like it, signed, and sent by the client's own HTTP handler. Whatever is answered but a plain success is handed to the
 * SDK as the first attempt of the same call: errors, attempts, waits and unusual answers are the SDK's own. Where the SDK's request cannot be made again to the letter
 * (another way to sign, headers that are not known here), its place stays with the SDK.
 */
export class DirectClient {
  private readonly routes = new Map<string, Route>();

  constructor(private readonly config: ClientConfiguration) {}

  /** @throws what the SDK throws */
  async send<Output>(call: DirectCall<Output>): Promise<Output> {
    const known = this.routes.get(call.place);
    if (known === undefined) return this.learn(call);
    if (known === 'by the SDK') return call.bySdk((next) => next);
    const first = await this.attempt(call, known.route);
    const output = 'response' in first ? call.read(first.response as HttpAnswer) : undefined;
    if (output === undefined) return call.bySdk(replay(first));
    known.succeeded();
    return output;
  }

  private async attempt(call: DirectCall<unknown>, route: RequestRoute): Promise<FirstAttempt> {
    const { config } = this;
    try {
      const credentials = await config.credentials();
      const now = new Date(Date.now() + config.systemClockOffset);
      const stamp = { credentials, now, invocationId: randomUUID(), attempt: 1, traceId: traceId() };
      return await config.requestHandler.handle(route.request(call.http, stamp) as never);
    } catch (error) {
      return { error };
    }
  }

  private async learn<Output>(call: DirectCall<Output>): Promise<Output> {
    let sent: HttpRequest | undefined;
    try {
      return await call.bySdk((next) => (args) => {
        const request = args.request as HttpRequest;
        sent = { ...request, headers: { ...request.headers }, query: { ...request.query } };
        return next(args);
      });
    } finally {
      if (sent !== undefined) await this.remember(call, sent);
    }
  }

  private async remember({ place, http }: DirectCall<unknown>, sent: HttpRequest): Promise<void> {
    const { config } = this;
    const route = RequestRoute.learn(sent, http, { credentials: await config.credentials(), traceId: traceId() });
    const mode = typeof config.retryMode === 'function' ? await config.retryMode() : config.retryMode;
    const strategy = await config.retryStrategy();
    // The adaptive mode wants to let every single request through itself.
    const isOurs = route !== undefined && mode === 'standard' && isRetryStrategy(strategy);
    if (!isOurs) this.routes.set(place, 'by the SDK');
    else {
      const token = await strategy.acquireInitialRetryToken(place);
      // Successes fill up what failures have taken of the attempts that the client may make.
      this.routes.set(place, { route, succeeded: () => strategy.recordSuccess(token) });
    }
    if (this.routes.size > MOST_PLACES) this.routes.delete(this.routes.keys().next().value as string);
  }
}

/** Gives the SDK what the first attempt came to, instead of making it. */
function replay(first: FirstAttempt): LastMiddleware {
  let isFirst = true;
  return (next) => async (args) => {
    if (!isFirst) return next(args);
    isFirst = false;
    if ('error' in first) throw first.error;
    return { response: first.response } as Awaited<ReturnType<typeof next>>;
  };
}

const isRetryStrategy = (strategy: object): strategy is RetryStrategy =>
  'acquireInitialRetryToken' in strategy && 'recordSuccess' in strategy;

/** As the SDK tells it within Lambda, so that X-Ray sees loops of functions. */
function traceId(): string | undefined {
  const { AWS_LAMBDA_FUNCTION_NAME: name, _X_AMZN_TRACE_ID: id } = process.env;
  return name === undefined || name === '' || id === '' ? undefined : id;
}
