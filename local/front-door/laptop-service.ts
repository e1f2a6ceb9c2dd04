import type { ServerResponse } from 'node:http';
import type { OperationTable } from '../protocol/operations';
import type { LaptopRequest } from './laptop-request';

/** One AWS service of the laptop. */
export interface LaptopService {
  /** Service names in a credential scope that lead here, e.g. `['s3']`; see `signature.ts`. */
  readonly signingNames: readonly string[];
  /** The service's operations, for services with a JSON or query protocol. */
  readonly operations?: OperationTable;
  /** Answers one request; a thrown AwsError that was not answered becomes the service's error shape by `fail`. */
  handle(request: LaptopRequest, response: ServerResponse): Promise<void> | void;
  /** Writes an error in the service's own shape. */
  fail(error: unknown, request: LaptopRequest, response: ServerResponse): void;
  /** Ends children, timers and open files. */
  stop?(): Promise<void>;
}

/** Pages and resources of the laptop itself, under a path of their own (`/_local/…`); unsigned. */
export interface LocalPage {
  /** `/_local/inbox` */
  readonly pathPrefix: string;
  /** Takes forms of its own pages that hide where they come from (`Referrer-Policy: no-referrer`). @default false */
  readonly takesFormsWithoutOrigin?: boolean;
  handle(request: LaptopRequest, response: ServerResponse): Promise<void>;
}
