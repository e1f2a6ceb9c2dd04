import type { MonitorKind, MonitorState, Violation } from '../contracts/monitor-report';
import type { ComparedShare } from '../monitoring/report/charts/distribution-chart';

/** A number of the window beside the baseline's. */
export interface ComparedNumber {
  readonly observed: number;
  readonly baseline: number;
  readonly isViolated: boolean;
}

/** One feature's drift. */
export interface ComparedFeature {
  readonly feature: string;
  readonly distance: number;
  /** Before the correction for the numbers of rows, where that is known. */
  readonly uncorrected?: number;
  readonly threshold: number;
  readonly isViolated: boolean;
}

export interface ComparedMetric extends ComparedNumber {
  readonly metric: string;
}

export interface ComparedBias extends ComparedMetric {
  /** `foreign_worker = 1` */
  readonly facet: string;
}

/** How many of a group are accepted: shares, 0 to 1. */
export interface ComparedGroup {
  /** `foreign_worker = 1`, or `everyone`. */
  readonly group: string;
  readonly rows: number;
  readonly observed: number;
  readonly baseline: number;
}

export interface ComparedHistogram {
  readonly feature: string;
  readonly shares: readonly ComparedShare[];
  readonly isViolated: boolean;
}

export interface ComparedAttribution {
  readonly label: string;
  readonly ndcg: number;
  readonly threshold: number;
  readonly isViolated: boolean;
  /** The features that matter most now, and how much they did; empty where only the violation is known. */
  readonly top: readonly { readonly feature: string; readonly observed: number; readonly baseline: number }[];
}

/** How one monitor ended. */
export interface ComparedVerdict {
  readonly kind: MonitorKind;
  readonly state: MonitorState;
  readonly violations: number;
}

/** What is compared of one run, or of one file of violations, which knows less. */
export interface ComparedRun {
  /** Unique among those compared. */
  readonly name: string;
  /** What has happened, for a person. */
  readonly meaning?: string;
  /** What was done to the table for it, step by step. */
  readonly steps?: string;
  /** Empty where a file says only what is violated. */
  readonly verdicts: readonly ComparedVerdict[];
  readonly violations: readonly Violation[];
  readonly features: readonly ComparedFeature[];
  readonly metrics: readonly ComparedMetric[];
  readonly bias: readonly ComparedBias[];
  /** `everyone` first. */
  readonly groups: readonly ComparedGroup[];
  readonly histograms: readonly ComparedHistogram[];
  readonly attributions: readonly ComparedAttribution[];
}
