import type { PathReader } from '../expression/compile-path';
import type { Expression } from '../expression/evaluation-scope';
import type { Definition, NumberSource, RecoverableState } from './definition';

/** How a CSV file names its columns. */
export type CsvHeader =
  | { readonly location: 'FIRST_ROW' }
  | { readonly location: 'GIVEN'; readonly names: readonly string[] };

/** What an ItemReader reads. */
export type ItemSource =
  | { readonly kind: 'objects' }
  | { readonly kind: 'json'; readonly pointer: readonly string[] }
  | { readonly kind: 'json-lines' }
  | { readonly kind: 'csv'; readonly delimiter: string; readonly header: CsvHeader }
  /** A report of S3 Inventory: `manifest.json`, whose CSV files list objects. */
  | { readonly kind: 'inventory' };

export interface ItemReader {
  readonly source: ItemSource;
  /** Bucket, and Key or Prefix. */
  readonly parameters: Expression;
  readonly maxItems?: NumberSource;
}

export interface ItemBatcher {
  readonly maxItems?: NumberSource;
  readonly maxInputBytes?: NumberSource;
  readonly batchInput?: Expression;
}

export interface ResultWriter {
  /** Bucket and Prefix; absent where results are only shaped, and not written. */
  readonly parameters?: Expression;
  readonly transformation: 'NONE' | 'COMPACT' | 'FLATTEN';
  readonly outputType: 'JSON' | 'JSONL';
}

/** A Map state whose iterations are executions of their own. */
export interface DistributedMapState extends RecoverableState {
  readonly type: 'Map';
  readonly mode: 'DISTRIBUTED';
  /** In the ARNs of the map run and its children; the state's name where absent. */
  readonly label: string;
  readonly executionType: 'STANDARD' | 'EXPRESS';
  readonly processor: Definition;
  readonly items?: { readonly path: string; readonly read: PathReader };
  readonly reader?: ItemReader;
  readonly itemSelector?: Expression;
  readonly batcher?: ItemBatcher;
  readonly maxConcurrency: NumberSource;
  readonly toleratedFailureCount?: NumberSource;
  readonly toleratedFailurePercentage?: NumberSource;
  readonly writer: ResultWriter;
}
