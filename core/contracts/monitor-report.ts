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
  /** `Simple`, `Robust`, `LInfinity`, `RobustLInfinity`, `ChiSquared`, `MMD`, `nDCG` … */
  readonly method: string;
  readonly state: 'Satisfied' | 'Violated' | 'NotEnoughData';
  /** Rows of the baseline, and of the window. */
  readonly baselineCount: number;
  readonly currentCount: number;
  /** What is compared with the threshold; of ChiSquared, where p is compared, the statistic. */
  readonly distance?: number;
  /** The distance between the distributions before it is corrected for the sizes; the same as `distance` where it is not. */
  readonly simpleDistance?: number;
  readonly threshold?: number;
  /** The smallest simple distance (of ChiSquared: statistic; of nDCG, where less is more: the one below which it alarms) that would have alarmed at these sizes. */
  readonly smallestAlarming?: number;
  /** Of ChiSquared. */
  readonly degreesOfFreedom?: number;
  readonly pValue?: number;
  /** Corrected for the number of features tested together (Holm), or for outputs and metrics dealt together (Westfall and Young). */
  readonly adjustedPValue?: number;
  /** Why there is not enough data, why it does not alarm beyond its threshold, why it has no p-value, or what was compared where it is not the baseline. */
  readonly reason?: string;
}

/** What became of one metric that a constraint holds to a threshold. */
export interface MetricVerdict {
  readonly metric: string;
  readonly state: 'Satisfied' | 'Violated' | 'NotEnoughData';
  readonly comparison: 'LessThanThreshold' | 'GreaterThanThreshold';
  readonly threshold: number;
  readonly value?: number;
  /** How much worse than the threshold; negative where better. */
  readonly distance?: number;
  /**
   * The smallest such distance that would have alarmed at these numbers of rows. 0 where any does, however small; absent where no value is bad enough.
   */
  readonly smallestAlarming?: number;
  /** The baseline's value; absent where its files do not say. */
  readonly baselineValue?: number;
  /** On five random samples of 80 %; undefined under 200 rows. */
  readonly standardDeviation?: number;
  /** 95 %, of metrics that are proportions. */
  readonly interval?: { readonly low: number; readonly high: number };
  /** Rows that the metric is about: the denominator of a proportion, else all of them. */
  readonly count?: number;
  /** The same of the baseline; absent where its files do not say. */
  readonly baselineCount?: number;
  /**
   * The test of the p-value. Where the threshold is the baseline's own value, two samples are compared: of a proportion by Fisher's exact test, else by Welch's with the sampled
   * standard deviations. Otherwise the threshold is a number like any other: an exact binomial test, or Student's.
   */
  readonly method?: 'Fisher' | 'Binomial' | 'Welch' | 'Student';
  /** How likely so bad a value is if nothing is worse than the baseline, or than the threshold. */
  readonly pValue?: number;
  /** Corrected for the number of metrics tested together (Holm). */
  readonly adjustedPValue?: number;
  readonly reason?: string;
}

/** How near a metric of the report is to the truth of the window. */
export interface MetricAccuracy {
  readonly metric: string;
  readonly kind: 'exact' | 'bounded' | 'sampled';
  /** The bound, or the size of the sample. */
  readonly detail?: string;
}

/** Captures and labels that met, or did not. */
export interface LabelCounts {
  readonly matched: number;
  readonly unlabelled: number;
  readonly orphans: number;
  readonly duplicateCaptures: number;
  readonly replacedLabels: number;
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
  /** Of model quality. */
  readonly metrics?: readonly MetricVerdict[];
  readonly labels?: LabelCounts;
  /** Captures left out because their inference was there already. */
  readonly duplicates?: number;
  readonly accuracy?: readonly MetricAccuracy[];
}
