import { Reading } from '../table/reading';
import type { TableBatch } from '../table/table-batch';
import type { ColumnSubject } from './analyzer';
import { ColumnAnalysis, type StoredColumn } from './column-analysis';
import { categoryBaseline, numberBaseline } from './drift/feature-baseline';
import type { Statistics } from './formats/statistics';
import { MonitorStateInvalid } from './monitoring-error';
import { readReading, type StoredReading, storeReading } from './stored-reading';

export interface TableAnalysisOptions {
  /** Of the sketches' coins. @default 0 */
  readonly seed?: number;
  /** Statistics of the baseline: current values are then counted against its values, which drift needs. */
  readonly baseline?: Statistics;
}

export interface StoredTableAnalysis {
  readonly version: 1;
  readonly rows: number;
  readonly columns: readonly { readonly name: string; readonly state: StoredColumn }[];
  readonly reading: StoredReading;
}

/**
 * All columns of a window. Analyses of parts (one file, a folder, what one of many functions read) merge into that of the whole, and
 * travel as JSON in between.
 */
export class TableAnalysis {
  readonly columns = new Map<string, ColumnAnalysis>();
  /** Rows taken in. */
  rows = 0;
  /** For the readers of the window's files: their rows come here. */
  readonly reading: Reading = new Reading((batch) => this.add(batch));
  private readonly baselines: ReadonlyMap<string, Statistics['features'][number]>;

  constructor(readonly options: TableAnalysisOptions = {}) {
    this.baselines = new Map(options.baseline?.features.map((feature) => [feature.name, feature]));
  }

  add(batch: TableBatch): void {
    const rows = batch.rowCount;
    this.rows += rows;
    for (const column of batch.columns) this.analysisOf(column.name).add(column, rows);
  }

  /** Takes another part in, which does not change. @throws MonitorStateInvalid where the parts have different baselines */
  merge(other: TableAnalysis): void {
    this.rows += other.rows;
    this.reading.faults.merge(other.reading.faults);
    this.reading.counts.merge(other.reading.counts);
    for (const [name, column] of other.columns) {
      try {
        this.analysisOf(name).merge(column);
      } catch (error) {
        throw new MonitorStateInvalid(`Column ${name}: ${(error as Error).message}`, { cause: error });
      }
    }
  }

  store(): StoredTableAnalysis {
    const columns = [...this.columns].map(([name, column]) => ({ name, state: column.store() }));
    return { version: 1, rows: this.rows, columns, reading: storeReading(this.reading) };
  }

  /**
   * The inverse of `store`.
   * @param options those of the analysis that was stored
   * @throws MonitorStateInvalid for anything that `store` did not write
   */
  static read(stored: StoredTableAnalysis, options: TableAnalysisOptions = {}): TableAnalysis {
    const analysis = new TableAnalysis(options);
    if (stored.version !== 1)
      throw new MonitorStateInvalid(`The stored analysis has version ${stored.version}, not 1.`);
    try {
      analysis.rows = stored.rows;
      for (const { name, state } of stored.columns) {
        analysis.columns.set(name, ColumnAnalysis.read(state, analysis.subjectOf(name)));
      }
      readReading(stored.reading, analysis.reading);
    } catch (error) {
      throw new MonitorStateInvalid(`The stored analysis is broken: ${(error as Error).message}`, { cause: error });
    }
    return analysis;
  }

  private analysisOf(name: string): ColumnAnalysis {
    const known = this.columns.get(name);
    if (known !== undefined) return known;
    const column = ColumnAnalysis.open(this.subjectOf(name));
    this.columns.set(name, column);
    return column;
  }

  private subjectOf(name: string): ColumnSubject {
    const feature = this.baselines.get(name);
    return {
      name,
      seed: this.options.seed ?? 0,
      baselineValues: feature === undefined ? undefined : numberBaseline(feature)?.values,
      baselineCategories: feature === undefined ? undefined : [...(categoryBaseline(feature)?.keys() ?? [])],
    };
  }
}
