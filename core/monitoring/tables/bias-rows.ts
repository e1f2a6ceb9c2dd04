import type { ColumnBatch } from '../../table/column-batch';
import { Reading } from '../../table/reading';
import type { TableBatch } from '../../table/table-batch';
import type { BiasQuestion } from '../bias/bias-question';
import { BiasState } from '../bias/bias-state';
import type { BiasValue } from '../bias/match';
import { ColumnMissing } from './column-missing';

export interface BiasColumns {
  /** One a facet; all about the same label. */
  readonly questions: readonly BiasQuestion[];
  /** Column of predictions; absent where no model has seen the data. */
  readonly predicted?: string;
  /** Columns that are no features for the flip test, such as ids. */
  readonly excluded?: readonly string[];
  readonly seed: number;
}

/** Rows of a table as the bias monitor counts them. A row without a value of a facet is left out of that facet, and noted. */
export class BiasRows {
  readonly reading = new Reading((batch) => this.add(batch));
  readonly states: readonly BiasState[];
  private readonly faceless: number[];

  constructor(private readonly columns: BiasColumns) {
    const { questions, seed } = columns;
    this.states = questions.map((question) => new BiasState(question, seed));
    this.faceless = questions.map(() => 0);
  }

  /** Says what was left out; to be called when all has been read. */
  settle(): void {
    for (const [index, rows] of this.faceless.entries()) {
      if (rows === 0) continue;
      const { facet } = this.columns.questions[index]!;
      const reason = `FacetMissing: ${rows} rows have no value of ${facet} and belong to neither side`;
      this.reading.faults.addFault({ reason, file: `column ${facet}`, line: 0 });
    }
  }

  private add(batch: TableBatch): void {
    const { predicted, questions } = this.columns;
    // Sparse records, such as those of JSON Lines, may lack predictions in some rows, but some row must have had one.
    const answers = predicted === undefined ? undefined : columnOf(batch, predicted);
    for (const [index, question] of questions.entries()) {
      const labels = columnOf(batch, question.label);
      const facets = columnOf(batch, question.facet);
      const groups = question.groupVariable === undefined ? undefined : columnOf(batch, question.groupVariable);
      const features = answers === undefined ? [] : this.features(batch, question);
      for (let row = 0; row < batch.rowCount; row += 1) {
        const facet = valueAt(facets, row);
        if (facet === undefined) {
          this.faceless[index]! += 1;
          continue;
        }
        this.states[index]!.add({
          facet,
          label: valueAt(labels, row),
          predicted: answers && valueAt(answers, row),
          group: groups && valueAt(groups, row),
          ...(answers === undefined ? {} : { features: features.map((column) => valueAt(column, row) ?? '') }),
        });
      }
    }
  }

  private features(batch: TableBatch, { label, facet }: BiasQuestion): readonly ColumnBatch[] {
    const left = new Set([label, facet, this.columns.predicted, ...(this.columns.excluded ?? [])]);
    return batch.columns.filter(({ name }) => !left.has(name));
  }
}

/** @throws ColumnMissing */
function columnOf(batch: TableBatch, name: string): ColumnBatch {
  const column = batch.column(name);
  if (column === undefined) throw new ColumnMissing(name, batch.names);
  return column;
}

const valueAt = (column: ColumnBatch, row: number): BiasValue | undefined => column.numberAt(row) ?? column.textAt(row);
