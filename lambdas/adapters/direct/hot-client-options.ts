import { UndiciHttpHandler } from '@smithy/undici-http-handler';

/** As many connections to a service as the SDK's own handler keeps. */
const MOST_CONNECTIONS = 50;

interface ClientOptions {
  readonly maxAttempts: number;
  /** Milliseconds. */
  readonly requestHandler: { readonly connectionTimeout: number; readonly requestTimeout: number };
}

/**
 * The same limits for the clients of functions that make thousands of requests: by undici, whose requests cost half as much as `node:http`'s. Its time-outs are met
 * up to a second late. Where its import, half a megabyte of bundle, would be paid for a single request, it is not worth it.
 */
export function hotClientOptions({
  maxAttempts,
  requestHandler: { connectionTimeout, requestTimeout },
}: ClientOptions) {
  const dispatcher = {
    connections: MOST_CONNECTIONS,
    connect: { timeout: connectionTimeout },
    headersTimeout: requestTimeout,
    bodyTimeout: requestTimeout,
  };
  return { maxAttempts, requestHandler: new UndiciHttpHandler({ dispatcher }) };
}
