import { featureRows } from './feature-rows';
import { rowBatches } from './row-batches';
import type { RowReader } from './row-reader';

/** Rows that hold the model's features as they are. */
export class NumericRows implements RowReader {
  private readonly names: readonly string[];
  private readonly hasNames: boolean;
  readonly columnNames?: readonly string[];

  /** @param names of the features, where the artifact has them */
  constructor(
    readonly columns: number,
    names: readonly string[] | undefined,
  ) {
    if (names !== undefined) this.columnNames = names;
    this.hasNames = names !== undefined;
    this.names = names ?? Array.from({ length: columns }, (_, index) => String(index + 1));
  }

  *read(body: Buffer): Generator<Float32Array> {
    for (const rows of rowBatches(body, this.names)) yield featureRows(rows, this.hasNames);
  }
}
