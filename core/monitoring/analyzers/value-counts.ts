import { CellKind } from '../../table/cell-kind';
import type { ColumnBatch } from '../../table/column-batch';
import type { ColumnAnalyzer, ColumnState, ColumnSubject } from '../analyzer';
import { CappedCounts, type StoredCounts } from '../sketch/capped-counts';

const { Missing, NonFinite, Text } = CellKind;

export interface StoredValueCounts {
  readonly texts: StoredCounts<string>;
  readonly numbers: StoredCounts<number>;
}

/** Whole numbers below this are counted in an array: most columns of few values hold such. */
const SMALL = 256;

/** Counts of the distinct values of a column, texts and numbers apart; numbers are written in their shortest form (`1.0` is `1`). */
export class ValueCountsState implements ColumnState<ValueCountsState, StoredValueCounts> {
  private readonly small = new Uint32Array(SMALL);

  constructor(
    readonly texts: CappedCounts<string>,
    readonly numbers: CappedCounts<number>,
  ) {}

  add(column: ColumnBatch, rows: number): void {
    const { kinds, numbers, texts } = column;
    const { small } = this;
    const isClosed = this.numbers.isClosed;
    for (let row = 0; row < rows; row += 1) {
      const kind = kinds[row];
      if (kind === Text) this.texts.add(keyOf(texts[row]!), 1);
      else if (kind === NonFinite) this.texts.add(String(numbers[row]), 1);
      else if (kind !== Missing) {
        const value = numbers[row]!;
        if (value >= 0 && value < SMALL && Number.isInteger(value)) small[value]! += 1;
        else if (isClosed) this.numbers.other += 1;
        else this.numbers.add(value, 1);
      }
    }
    this.settle();
  }

  merge(other: ValueCountsState): void {
    this.texts.merge(other.texts);
    this.numbers.merge(other.numbers);
  }

  store(): StoredValueCounts {
    return { texts: this.texts.store(), numbers: this.numbers.store() };
  }

  /** Counts by value, most frequent first; undefined where there are more distinct values than are kept. */
  distribution(): ReadonlyMap<string, number> | undefined {
    if (this.texts.isOver || this.numbers.isOver) return undefined;
    return this.counted();
  }

  /** Counts of the values that are kept: all, or where there are too many those of the baseline. */
  counted(): ReadonlyMap<string, number> {
    const all = new Map(this.texts.counts);
    for (const [value, count] of this.numbers.counts) {
      const text = String(value);
      all.set(text, (all.get(text) ?? 0) + count);
    }
    return new Map([...all].sort((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1)));
  }

  get total(): number {
    return this.texts.total + this.numbers.total;
  }

  /** How many distinct values there are; estimated where they are not all kept. */
  get distinctCount(): number {
    return this.texts.distinct + this.numbers.distinct;
  }

  private settle(): void {
    for (let value = 0; value < SMALL; value += 1) {
      const count = this.small[value]!;
      if (count === 0) continue;
      this.numbers.add(value, count);
      this.small[value] = 0;
    }
  }
}

const MAX_KEY = 256;

/** A text as it is counted: a very long one by its beginning and its length, or it would take the memory of the state. */
const keyOf = (text: string): string =>
  text.length <= MAX_KEY ? text : `${text.slice(0, MAX_KEY - 24)}… (${text.length} characters)`;

const open = ({ baselineCategories }: ColumnSubject) => {
  const numerals = baselineCategories?.map(Number).filter((value) => !Number.isNaN(value));
  return { texts: new CappedCounts<string>(baselineCategories), numbers: new CappedCounts<number>(numerals) };
};

export const valueCounts: ColumnAnalyzer<ValueCountsState, StoredValueCounts> = {
  name: 'value-counts',
  metrics: {
    distinct_count: { kind: 'bounded', bound: 'exact up to 4,096 texts, beyond it within 5 % with 99 % confidence' },
    distribution: { kind: 'exact' },
  },
  open: (subject) => {
    const { texts, numbers } = open(subject);
    return new ValueCountsState(texts, numbers);
  },
  read: (stored, subject) => {
    const { texts, numbers } = open(subject);
    texts.restore(stored.texts);
    numbers.restore(stored.numbers);
    return new ValueCountsState(texts, numbers);
  },
};
