import { TABLE_CONTENT_TYPE } from '../../core/contracts/released-model';
import { parseTestTable, type TestTableOptions } from '../../core/evaluation/test-data/parse-test-table';
import { SeededRandom } from '../../core/seeded-random';
import type { HeldOut, HeldOutRequest } from './held-out';

/** The rows of a table's test split, in an order of their own, over and over; a row a request, as traffic comes. */
export class HeldOutRows implements HeldOut {
  readonly noun = 'row';
  private next = 0;

  private constructor(private readonly rows: readonly string[]) {}

  /**
   * @param text of the test data, with labels
   * @param share of the rows that is drawn, 0 < share <= 1; at least one row
   * @throws TestDataInvalid, LabelOutsideClasses, NoRows
   */
  static of(text: string, options: TestTableOptions, share: number): HeldOutRows {
    const { rows } = parseTestTable(text, options);
    const drawn = new SeededRandom('release-check')
      .shuffled(rows)
      .slice(0, Math.max(1, Math.round(share * rows.length)));
    return new HeldOutRows(drawn.map(({ payload }) => payload));
  }

  get count(): number {
    return this.rows.length;
  }

  async take(): Promise<HeldOutRequest> {
    const row = this.rows[this.next++ % this.rows.length]!;
    return { body: Buffer.from(row), contentType: TABLE_CONTENT_TYPE, accept: TABLE_CONTENT_TYPE, metadata: {} };
  }
}
