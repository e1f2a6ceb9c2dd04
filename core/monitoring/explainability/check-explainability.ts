import type { DriftVerdict, MonitorReport, Violation } from '../../contracts/monitor-report';
import { withAdjusted } from '../drift/with-adjusted';
import { ATTRIBUTION_DRIFT_THRESHOLD, attributionNdcg } from './attribution-drift';
import type { AttributionState } from './attribution-state';
import { type ExplanationFile, explanationFile } from './explanation-file';

/** Fewer explained rows say more about themselves than about the model. */
export const MIN_EXPLAINED_ROWS = 10;

export interface ExplainabilityCheck {
  readonly state: AttributionState;
  /** Of the window's explanations; one number a label. */
  readonly expectedValue: readonly number[];
  readonly baseline: ExplanationFile;
  /** Rows of the baseline. */
  readonly baselineRows: number;
  /** nDCG below which the order of importance has drifted. @default 0.9 */
  readonly threshold?: number;
}

export interface CheckedExplainability {
  /** The window's own attributions, which are the next baseline for whoever wants it. */
  readonly analysis: ExplanationFile;
  readonly report: Omit<MonitorReport, 'faults'>;
}

/**
 * Compares what matters now with what mattered in the baseline, label by label. The p-value is the share of resampled windows whose nDCG
 * reaches the threshold.
 */
export function checkExplainability(check: ExplainabilityCheck): CheckedExplainability {
  const { state, expectedValue, baseline, threshold = ATTRIBUTION_DRIFT_THRESHOLD } = check;
  const live = state.global();
  const analysis = explanationFile(
    live.map((attribution, label) => ({ attribution, expectedValue: expectedValue[label]! })),
  );
  const counts = { baselineCount: check.baselineRows, currentCount: state.rowCount };
  const found = live.map((attribution, index): DriftVerdict => {
    const label = `label${index}`;
    const known = baseline.explanations.kernel_shap[label]?.global_shap_values;
    const common = { subject: label, method: 'nDCG', threshold, ...counts };
    if (known === undefined)
      return { ...common, state: 'NotEnoughData', reason: `The baseline has no attributions of ${label}.` };
    if (state.rowCount < MIN_EXPLAINED_ROWS)
      return { ...common, state: 'NotEnoughData', reason: `${MIN_EXPLAINED_ROWS} explained rows are the least.` };
    const distance = attributionNdcg(known, attribution);
    const resampled = state.resampled(index).map((each) => attributionNdcg(known, each));
    const pValue = (resampled.filter((each) => each >= threshold).length + 1) / (resampled.length + 1);
    // Any nDCG below the threshold alarms, however few rows there are; the p-value says what it is worth.
    const smallestAlarming = threshold;
    return { ...common, state: distance < threshold ? 'Violated' : 'Satisfied', distance, smallestAlarming, pValue };
  });
  const verdicts = withAdjusted(found);
  const violations = verdicts.flatMap((verdict) => (verdict.state === 'Violated' ? violationOf(verdict) : []));
  const rows = state.rowCount;
  return {
    analysis,
    report: { kind: 'explainability', ...reportState(rows, verdicts), rows, usedRows: rows, violations, verdicts },
  };
}

/** In Clarify's words, out of which tools read the numbers. */
const violationOf = ({ subject, distance, threshold }: DriftVerdict): Violation => ({
  constraint_check_type: 'feature_attribution_drift_check',
  description: `Feature attribution drift ${distance} exceeds threshold ${threshold}`,
  label: subject,
  metric_name: 'shap',
});

function reportState(rows: number, verdicts: readonly DriftVerdict[]): Pick<MonitorReport, 'state' | 'reason'> {
  if (rows === 0) return { state: 'EmptyWindow', reason: 'The window holds no row to explain.' };
  if (verdicts.some(({ state }) => state === 'Violated')) return { state: 'CompletedWithViolations' };
  const undecided = verdicts.filter(({ state }) => state === 'NotEnoughData');
  return undecided.length < verdicts.length
    ? { state: 'Completed' }
    : { state: 'NotEnoughData', reason: undecided[0]!.reason };
}
