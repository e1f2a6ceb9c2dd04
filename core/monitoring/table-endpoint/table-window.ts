import type { LabelIndex } from '../../capture/label-index';
import { rowsOf } from '../../capture/record-rows';
import { CaptureColumns } from '../../table/capture-columns';
import type { CaptureFilter } from '../../table/capture-filter';
import { FaultList } from '../../table/fault-list';
import { hashOf } from '../../table/inference-ids';
import { LineReader } from '../../table/line-reader';
import { RowTable } from '../../table/row-table';
import type { TableReader } from '../../table/table-reader';
import { BiasState } from '../bias/bias-state';
import type { Cell } from '../explainability/explained-model';
import type { Statistics } from '../formats/statistics';
import { ModelQualityState } from '../model-quality/model-quality-state';
import { type Answer, readAnswer, readLabel } from '../model-quality/read-prediction';
import { RowSample } from '../sample/row-sample';
import { TableAnalysis } from '../table-analysis';
import { type AdmittedCapture, admitCapture, type CaptureFault } from '../tables/admit-capture';
import { type CapturedRows, capturedRows } from './captured-rows';
import type { TableSubject } from './table-subject';

/** Where a record stands. */
interface Place {
  readonly file: string;
  readonly line: number;
}

/**
 * All that the monitors want to know of a window of a table endpoint's captures, from one pass over them: columns of the requests, answers beside their
 * labels, counts of each facet, a sample of rows to be explained. Windows of parts merge into that of the whole.
 */
export class TableWindow {
  readonly analysis: TableAnalysis;
  readonly quality: ModelQualityState;
  /** One a facet. */
  bias: readonly BiasState[];
  /** What is wrong for bias alone. */
  readonly biasFaults = new FaultList();
  /** Rows in the order of the subject's features; NaN where a value is missing. */
  explained: RowSample<readonly Cell[]>;
  private readonly table: RowTable;
  private readonly input: CaptureColumns;
  private readonly flipFeatures: readonly (readonly string[])[];

  /** @param baseline statistics of the baseline's rows; absent to make one */
  constructor(
    readonly subject: TableSubject,
    baseline?: Statistics,
  ) {
    const { seed, features, problem, questions, explainedRows } = subject;
    this.analysis = new TableAnalysis({ baseline, seed });
    this.quality = new ModelQualityState(problem, seed);
    this.bias = questions.map((question) => new BiasState(question, seed));
    this.explained = new RowSample(explainedRows, seed);
    this.table = new RowTable(this.analysis.reading);
    this.input = new CaptureColumns('input', this.table, { baseline: features });
    this.flipFeatures = questions.map(({ facet }) => features.filter((name) => name !== facet));
  }

  /**
   * A reader of one capture file. What is wrong with a line is noted, and the rest of the window goes on.
   * @param labels of the window, all of them
   */
  open(file: string, labels: LabelIndex, filter: CaptureFilter): TableReader {
    this.quality.labels = { size: labels.size, replaced: labels.replaced };
    const { reading } = this.analysis;
    return new LineReader(file, reading.faults, (bytes, from, to, line, isCut) => {
      const text = bytes.toString('utf8', from, to);
      if (text.trim() === '') return;
      const admitted = admitCapture(text, isCut, reading, filter);
      if (admitted === undefined) return;
      const fault = 'fault' in admitted ? admitted : this.take(admitted, labels, { file, line });
      if (fault !== undefined) this.leaveOut(fault, { file, line });
    });
  }

  /** Hands on what waits for more; to be called when all has been read. */
  settle(): void {
    this.table.flush();
    this.quality.reading.counts.duplicates = this.analysis.reading.counts.duplicates;
  }

  /** Takes another part in, which has been settled and does not change. */
  merge(other: TableWindow): void {
    this.settle();
    this.analysis.merge(other.analysis);
    this.quality.merge(other.quality);
    this.bias = this.bias.map((state, index) => state.merge(other.bias[index]!));
    this.biasFaults.merge(other.biasFaults);
    this.explained = this.explained.merge(other.explained);
  }

  private take({ record, identity }: AdmittedCapture, labels: LabelIndex, place: Place): CaptureFault | undefined {
    const read = capturedRows(record.captureData);
    if ('fault' in read) return read;
    const truths = this.labelsOf(identity, labels, read.inputs.length, place);
    for (let row = 0; row < read.inputs.length; row += 1) {
      if (this.input.put(read.encoding, read.inputs[row], 0) === undefined) {
        this.table.clearRow();
        return { fault: 'PayloadUnreadable', detail: 'a row is no CSV, or has too many columns' };
      }
      this.analysis.reading.counts.rows += 1;
      this.quality.reading.counts.rows += 1;
      const answer = this.answerOf(read, row, place);
      const actual = truths === undefined ? undefined : this.labelOf(truths[row], place);
      if (answer !== undefined && actual !== undefined) {
        this.quality.reading.counts.usedRows += 1;
        this.quality.add({ actual, ...answer }, hashOf(`${identity}#${row}`, this.subject.seed));
      }
      this.addBias(actual, answer?.predicted, place);
      this.addExplained();
      this.table.endRow();
    }
    return undefined;
  }

  /** The labels of an inference, one a row; undefined where there are none, or as many as there are not rows. */
  private labelsOf(identity: string, labels: LabelIndex, rows: number, place: Place): readonly unknown[] | undefined {
    const found = labels.find(identity);
    if (found === undefined) {
      this.quality.unlabelled += 1;
      return undefined;
    }
    this.quality.matched += 1;
    try {
      const truths = rowsOf(found.data, found.encoding, 'rows');
      if (truths.length === rows) return truths;
      this.note('RowCounts', `the record has ${rows} rows and ${truths.length} labels`, place);
    } catch (error) {
      this.note('LabelUnreadable', (error as Error).message, place);
    }
    return undefined;
  }

  private labelOf(written: unknown, place: Place): number | undefined {
    const actual = readLabel(written, this.subject.problem);
    if (typeof actual === 'number') return actual;
    this.note('LabelUnreadable', actual.fault, place);
    return undefined;
  }

  private answerOf({ outputs }: CapturedRows, row: number, place: Place): Answer | undefined {
    const answer =
      outputs === undefined ? { fault: 'the record has no output' } : readAnswer(outputs[row], this.subject.problem);
    if (!('fault' in answer)) return answer;
    this.note('PayloadUnreadable', answer.fault, place);
    return undefined;
  }

  private addBias(label: number | undefined, predicted: number | undefined, { file, line }: Place): void {
    for (const [index, state] of this.bias.entries()) {
      const { facet: name, groupVariable } = state.question;
      const facet = this.table.cell(name);
      if (facet === undefined) {
        this.biasFaults.add('FacetMissing', `the row has no value of ${name} and belongs to neither side`, file, line);
        continue;
      }
      const group = groupVariable === undefined ? undefined : this.table.cell(groupVariable);
      const features = this.flipFeatures[index]!.map((each) => this.table.cell(each) ?? '');
      state.add({ facet, label, predicted, group, ...(predicted === undefined ? {} : { features }) });
    }
  }

  private addExplained(): void {
    const cells = this.subject.features.map((name) => this.table.cell(name) ?? Number.NaN);
    this.explained.add(JSON.stringify(cells), cells);
  }

  /** A fault of model quality alone: the row's columns are still there. */
  private note(name: CaptureFault['fault'], detail: string, { file, line }: Place): void {
    this.quality.reading.faults.add(name, detail, file, line);
  }

  /** A record that no monitor can read. */
  private leaveOut({ fault, detail }: CaptureFault, { file, line }: Place): void {
    for (const { counts, faults } of [this.analysis.reading, this.quality.reading]) {
      counts.rows += 1;
      faults.add(fault, detail, file, line);
    }
  }
}
