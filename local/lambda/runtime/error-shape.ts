import { types } from 'node:util';
import type { InvocationError } from './messages';

/** Errors of the runtime itself; their names are what AWS reports as `errorType`. */
export class RuntimeError extends Error {
  constructor(name: string, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.name = name;
  }
}

/** Error objects of another realm, and look-alikes, count as errors: the Node.js runtime of Lambda does the same. */
function isError(value: unknown): value is Error {
  if (types.isNativeError(value)) return true;
  const candidate = value as Error | null;
  return (
    typeof candidate === 'object' &&
    candidate !== null &&
    typeof candidate.name === 'string' &&
    typeof candidate.message === 'string' &&
    typeof candidate.stack === 'string'
  );
}

/** Whatever a handler threw, in the form that AWS hands to the caller. */
export function invocationError(thrown: unknown): InvocationError {
  try {
    if (!isError(thrown)) return { errorType: typeof thrown, errorMessage: String(thrown), trace: [] };
    return {
      errorType: String(thrown.name),
      errorMessage: String(thrown.message),
      trace: String(thrown.stack ?? '').split('\n'),
    };
  } catch {
    return {
      errorType: 'handled',
      errorMessage: 'The handler failed with an error whose name, message or stack cannot be read.',
      trace: [],
    };
  }
}

/** A promise rejected without anybody to handle it ends the environment. */
export function unhandledRejection(reason: unknown): InvocationError {
  const { errorType, errorMessage, trace } = invocationError(reason);
  const text = errorType === typeof reason ? errorMessage : `${errorType}: ${errorMessage}`;
  return {
    errorType: 'Runtime.UnhandledPromiseRejection',
    errorMessage: text,
    reason: { errorType, errorMessage, trace },
    promise: {},
    trace: [`Runtime.UnhandledPromiseRejection: ${text}`, ...(trace ?? []).slice(1)],
  };
}
