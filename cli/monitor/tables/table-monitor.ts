import type { CaptureWindow } from '../../../core/capture/capture-window';
import type { MonitorReport, WindowFault } from '../../../core/contracts/monitor-report';
import type { MonitorPage } from '../../../core/monitoring/report/monitor-page';
import type { Files } from './table-files';
import type { TableOptions } from './table-options';

/** What a monitor of tables works on. */
export interface TableWork extends Files {
  readonly data: readonly string[];
  readonly labels: readonly string[];
  readonly options: TableOptions;
  /** Of captures, which have a time; all where absent. */
  readonly window?: CaptureWindow;
  readonly model?: string;
  readonly shapBaseline?: string;
}

export interface MadeTableBaseline {
  readonly rows: number;
  /** What could not be read; the baseline is of the rest. */
  readonly faults: readonly WindowFault[];
  /** Files by name, to be written as JSON. */
  readonly files: Readonly<Record<string, unknown>>;
}

/** A baseline that lies on this machine. */
export interface TableBaseline {
  /** Rows that it was made of; 0 where its files do not say. */
  readonly rows: number;
  /** The content of one of its files, and what to call it in an error. @throws UsageError where there is no such file */
  read(name: string): Promise<{ readonly text: string; readonly file: string }>;
  /** The same of one that a baseline need not have. */
  find(name: string): Promise<{ readonly text: string; readonly file: string } | undefined>;
}

export interface CheckedTable {
  readonly report: MonitorReport;
  /** What draws the report. */
  readonly drawn: Pick<MonitorPage, 'statistics' | 'sections'>;
  /** Files of the window's own, such as `statistics.json`. */
  readonly own: Readonly<Record<string, unknown>>;
}

/** One kind of monitor on tables. */
export interface TableMonitor {
  baseline(work: TableWork): Promise<MadeTableBaseline>;
  check(work: TableWork, baseline: TableBaseline): Promise<CheckedTable>;
}
