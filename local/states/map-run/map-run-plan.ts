import type { Principal } from '../../iam/principal';
import type { ExecutionIdentity, InterpreterEnvironment } from '../interpreter/execution-scope';
import type { DistributedMapState } from '../language/distributed-map';
import type { BatchLimits } from './batch-items';
import type { MapRunLimits } from './map-run-record';

/** One attempt of a Distributed Map state: all of it that depends on the state's input. */
export interface MapRunPlan {
  readonly state: DistributedMapState;
  readonly identity: ExecutionIdentity;
  readonly definitionHash: string;
  readonly principal: Principal;
  readonly environment: InterpreterEnvironment;
  /** Aborted when the parent execution ends. */
  readonly signal: AbortSignal;
  readonly limits: MapRunLimits;
  readonly batch: BatchLimits;
  readonly maxItems?: number;
  /** The items where the state's input holds them; absent where a reader reads them. */
  readonly items?: readonly unknown[];
  /** Parameters of the reader and the writer. */
  readonly readerParameters?: unknown;
  readonly writerParameters?: unknown;
  /** What ItemSelector makes of an item. @throws StateError */
  readonly select: (item: unknown, index: number) => unknown;
}
