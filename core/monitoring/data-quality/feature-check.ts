import type { DriftVerdict, Violation } from '../../contracts/monitor-report';
import type { ColumnStates } from '../column-analyzers';
import type { FeatureConstraints } from '../formats/constraints';
import type { MonitoringSettings } from '../formats/monitoring-settings';
import type { FeatureStatistics } from '../formats/statistics';

/** One feature of the window beside what its baseline asks of it. */
export interface CheckedFeature {
  readonly name: string;
  readonly states: ColumnStates;
  /** Rows of the window. */
  readonly rows: number;
  readonly constraints: FeatureConstraints;
  readonly settings: MonitoringSettings;
  /** Statistics of the baseline; undefined where it has none of this feature. */
  readonly baseline: FeatureStatistics | undefined;
}

export interface FeatureFinding {
  readonly violation?: Violation;
  /** Of a test of drift, violated or not. */
  readonly verdict?: DriftVerdict;
}

/** One constraint: looks at a feature and answers what it found; undefined where it does not apply. */
export interface FeatureCheck {
  readonly type: string;
  check(feature: CheckedFeature): FeatureFinding | undefined;
}
