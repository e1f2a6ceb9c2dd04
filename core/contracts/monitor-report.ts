/** What can be watched. */
export const MONITOR_KINDS = ['data-quality', 'model-quality', 'bias', 'explainability', 'images'] as const;
export type MonitorKind = (typeof MONITOR_KINDS)[number];

/**
 * How a check ended. No file of violations, an empty list and "could not be computed" are three different things, so a report always says which.
 */
export type MonitorState = 'Completed' | 'CompletedWithViolations' | 'NotEnoughData' | 'EmptyWindow' | 'Failed';

/** One entry of `constraint_violations.json`, in the form of Model Monitor and Clarify. */
export interface Violation {
  readonly constraint_check_type: string;
  readonly description: string;
  readonly feature_name?: string;
  readonly metric_name?: string;
  readonly facet?: string;
  readonly facet_value?: string;
  readonly label?: string;
}

/** What a test of drift found, violated or not: enough to judge the verdict without the data. */
export interface DriftVerdict {
  /** Feature, metric or segment. */
  readonly subject: string;
  /** `Simple`, `Robust`, `LInfinity`, `ChiSquared`, `MMD`, `nDCG` … */
  readonly method: string;
  readonly state: 'Satisfied' | 'Violated' | 'NotEnoughData';
  /** Rows of the baseline, and of the window. */
  readonly baselineCount: number;
  readonly currentCount: number;
  readonly distance?: number;
  readonly threshold?: number;
  /** The smallest distance that would have alarmed at these sizes. */
  readonly smallestAlarming?: number;
  readonly pValue?: number;
  /** Corrected for the number of features tested together (Holm). */
  readonly adjustedPValue?: number;
  /** Why there is not enough data. */
  readonly reason?: string;
}

/** Something of the window that could not be read; the rest was. */
export interface WindowFault {
  readonly reason: string;
  readonly file: string;
  /** From 1; 0 where the whole file is meant. */
  readonly line: number;
  /** How many more of the same reason in the same file were left out of the list. */
  readonly more?: number;
}

/** One monitor's report of one window. */
export interface MonitorReport {
  readonly kind: MonitorKind;
  readonly state: MonitorState;
  /** Named reason of `Failed`, `NotEnoughData` and `EmptyWindow`, in one sentence. */
  readonly reason?: string;
  /** Rows that the window held, and how many of them could be used. */
  readonly rows: number;
  readonly usedRows: number;
  readonly violations: readonly Violation[];
  readonly verdicts: readonly DriftVerdict[];
  readonly faults: readonly WindowFault[];
}
