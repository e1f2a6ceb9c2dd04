import type { LabelCounts } from '../../contracts/monitor-report';
import { Reading } from '../../table/reading';
import { MonitorStateInvalid } from '../monitoring-error';
import { BottomSample } from '../sketch/bottom-sample';
import { DoubleDouble } from '../sketch/double-double';
import type { ModelProblem } from './problem';
import type { Prediction } from './read-prediction';

/** Rows that curves, the AUC and standard deviations are computed from; all of a window that has no more. */
export const SAMPLE_ROWS = 100_000;

/** Actual, predicted, score. */
const WIDTH = 3;

const SUM_NAMES = ['absolute', 'squares', 'actual', 'actualSquares'] as const;
type SumName = (typeof SUM_NAMES)[number];

/**
 * What is known of a model's answers: confusion and sums of all rows, exactly, and a seeded sample of them. States of parts merge into that of the
 * whole and give the same numbers.
 */
export class ModelQualityState {
  /** For the readers of the window's captures. */
  readonly reading = new Reading(() => {});
  readonly sample = new BottomSample(SAMPLE_ROWS, WIDTH);
  /** `actual,predicted` to rows. */
  readonly confusion = new Map<string, number>();
  readonly sums: Readonly<Record<SumName, DoubleDouble>> = {
    absolute: new DoubleDouble(),
    squares: new DoubleDouble(),
    actual: new DoubleDouble(),
    actualSquares: new DoubleDouble(),
  };
  rows = 0;
  /** Inferences with a label, and without. */
  matched = 0;
  unlabelled = 0;
  /** Labels of the window, of whatever inference; parts of one window are given the same ones. */
  labels = { size: 0, replaced: 0 };

  constructor(
    readonly problem: ModelProblem,
    readonly seed = 0,
  ) {}

  /** @param key random, of this row alone */
  add({ actual, predicted, score }: Prediction, key: number): void {
    this.rows += 1;
    this.sample.add(key, [actual, predicted, score]);
    if (this.problem.kind !== 'regression') {
      const cell = `${actual},${predicted}`;
      this.confusion.set(cell, (this.confusion.get(cell) ?? 0) + 1);
      return;
    }
    const error = predicted - actual;
    this.sums.absolute.add(Math.abs(error));
    this.sums.squares.addSquare(error);
    this.sums.actual.add(actual);
    this.sums.actualSquares.addSquare(actual);
  }

  /** Takes another part in, which does not change. @throws MonitorStateInvalid for a part of another problem or seed */
  merge(other: ModelQualityState): void {
    if (JSON.stringify([this.problem, this.seed]) !== JSON.stringify([other.problem, other.seed])) {
      throw new MonitorStateInvalid('States of different models, or with different seeds, do not merge.');
    }
    this.rows += other.rows;
    this.matched += other.matched;
    this.unlabelled += other.unlabelled;
    this.labels = { ...(other.labels.size > this.labels.size ? other.labels : this.labels) };
    this.sample.merge(other.sample);
    for (const [cell, count] of other.confusion) this.confusion.set(cell, (this.confusion.get(cell) ?? 0) + count);
    for (const name of SUM_NAMES) this.sums[name].merge(other.sums[name]);
    this.reading.faults.merge(other.reading.faults);
    this.reading.counts.merge(other.reading.counts);
  }

  get labelCounts(): LabelCounts {
    return {
      matched: this.matched,
      unlabelled: this.unlabelled,
      orphans: Math.max(0, this.labels.size - this.matched),
      duplicateCaptures: this.reading.counts.duplicates,
      replacedLabels: this.labels.replaced,
    };
  }

  /** `counts[actual][predicted]` */
  get confusionCounts(): number[][] {
    const cells = [...this.confusion].map(([cell, count]) => ({
      at: cell.split(',').map(Number) as [number, number],
      count,
    }));
    const { kind, classes } = this.problem;
    const least = kind === 'binary' ? 2 : (classes?.length ?? 2);
    const size = cells.reduce((most, { at }) => Math.max(most, at[0] + 1, at[1] + 1), least);
    const counts = Array.from({ length: size }, () => new Array<number>(size).fill(0));
    for (const { at, count } of cells) counts[at[0]]![at[1]] = count;
    return counts;
  }
}
