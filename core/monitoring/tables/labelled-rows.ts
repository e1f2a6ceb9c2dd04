import { hashOf } from '../../table/inference-ids';
import { Reading } from '../../table/reading';
import type { TableBatch } from '../../table/table-batch';
import type { ModelQualityState } from '../model-quality/model-quality-state';
import { readPrediction } from '../model-quality/read-prediction';
import { ColumnMissing } from './column-missing';

export interface LabelledColumns {
  readonly label: string;
  /** Columns of the predicted class or number, and of the probability of class 1: one of them or both. */
  readonly predicted?: string;
  readonly probability?: string;
}

/**
 * Rows of a table that hold the model's answer beside the label. The problem of the state must name the columns as its attributes. What the sample
 * of a large table holds depends on the order of its rows, nothing else does.
 */
export class LabelledRows {
  readonly reading = new Reading((batch) => this.add(batch));
  private row = 0;

  constructor(
    private readonly state: ModelQualityState,
    private readonly columns: LabelledColumns,
  ) {}

  /** What was read belongs to the state's report; to be called when all has been read. */
  settle(): void {
    const { faults, counts } = this.state.reading;
    faults.merge(this.reading.faults);
    counts.merge(this.reading.counts);
    this.state.labels = { size: this.state.matched, replaced: 0 };
  }

  private add(batch: TableBatch): void {
    const { label: labelName, predicted, probability } = this.columns;
    const asked = [labelName, predicted, probability].filter((name) => name !== undefined);
    for (const name of asked) if (batch.column(name) === undefined) throw new ColumnMissing(name, batch.names);
    const answers = [predicted, probability].flatMap((name) =>
      name === undefined ? [] : { name, column: batch.column(name)! },
    );
    const labels = batch.column(labelName)!;
    const { state } = this;
    for (let row = 0; row < batch.rowCount; row += 1) {
      this.row += 1;
      const label = labels.textAt(row);
      if (label === undefined) {
        state.unlabelled += 1;
        continue;
      }
      state.matched += 1;
      const output = Object.fromEntries(answers.map(({ name, column }) => [name, column.textAt(row)]));
      const prediction = readPrediction({ output, label: { [labelName]: label } }, state.problem);
      if ('fault' in prediction) this.note(prediction.fault);
      else state.add(prediction, hashOf(String(this.row), state.seed));
    }
  }

  private note(fault: string): void {
    this.reading.faults.add('LabelUnreadable', fault, `row ${this.row} of the table`, 0);
  }
}
