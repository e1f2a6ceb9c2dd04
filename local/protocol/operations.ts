import type { Principal } from '../iam/principal';

export type JsonObject = Readonly<Record<string, unknown>>;

/** Who calls an operation, and under which request id. */
export interface ServiceCall {
  readonly principal: Principal;
  readonly requestId: string;
  /** Aborted when the caller went away (a stopped execution, a closed connection). */
  readonly signal?: AbortSignal;
}

/** One API operation: input and output have the members that the service's API reference names. */
export type Operation = (input: JsonObject, call: ServiceCall) => Promise<JsonObject | undefined>;

/**
 * The operations of one service by API name, e.g. `SendMessage`. The protocol layer serves them over HTTP; the state machine
 * calls them directly, with its role as the principal.
 */
export type OperationTable = Readonly<Record<string, Operation>>;
