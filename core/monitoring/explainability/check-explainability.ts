import type { DriftVerdict, MetricAccuracy, MonitorReport, Violation } from '../../contracts/monitor-report';
import { formatCount } from '../../report/number-format';
import { withAdjusted } from '../drift/with-adjusted';
import { ATTRIBUTION_DRIFT_THRESHOLD, attributionNdcg } from './attribution-drift';
import type { AttributionRows } from './attribution-rows';
import { type AttributionState, type GlobalAttribution, TESTED_ROWS } from './attribution-state';
import { chanceOfAttributions } from './chance-of-attributions';
import type { ChanceOfOrder } from './chance-of-order';
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
  /** The same row by row; absent where the baseline is Clarify's, or an earlier one of ours, whose files hold means only. */
  readonly baselineAttributions?: AttributionRows;
  /** Chance of a false alarm over all labels together, where the baseline is known row by row. @default 0.05 */
  readonly level?: number;
  readonly seed: number;
  /** nDCG below which the order of importance has drifted. @default 0.9 */
  readonly threshold?: number;
}

export interface CheckedExplainability {
  /** The window's own attributions, which are the next baseline for whoever wants it. */
  readonly analysis: ExplanationFile;
  readonly report: Omit<MonitorReport, 'faults'>;
}

/**
 * Compares what matters now with what mattered in the baseline, label by label. The order of importance has drifted where nDCG is below the threshold, as Clarify has it, and
 * where chance does not explain that: a permutation test of the rows of both and of all labels together, which so is corrected for their number. Of a baseline that holds means only, the threshold alone
 * decides, and the p-value is the share of resampled windows that reach it.
 */
export function checkExplainability(check: ExplainabilityCheck): CheckedExplainability {
  const { state, expectedValue, level = LEVEL } = check;
  const live = state.global();
  const analysis = explanationFile(
    live.map((attribution, label) => ({ attribution, expectedValue: expectedValue[label]! })),
  );
  const chances = isTested(check)
    ? chanceOfAttributions({ baseline: check.baselineAttributions!, current: state.sampled(), level, seed: check.seed })
    : undefined;
  const verdicts = withAdjusted(
    live.map((attribution, label) => verdictOf(check, attribution, label, chances === undefined)),
  ).map((verdict, label) => decided(verdict, chances?.[label], level));
  const violations = verdicts.flatMap((verdict) => (verdict.state === 'Violated' ? violationOf(verdict) : []));
  const rows = state.rowCount;
  return {
    analysis,
    report: {
      kind: 'explainability',
      ...reportState(rows, verdicts),
      rows,
      usedRows: rows,
      violations,
      verdicts,
      accuracy: accuracyOf(chances === undefined ? 'window' : 'both'),
    },
  };
}

const LEVEL = 0.05;

/** @param drawn whose rows p-values come from: the window's alone where the baseline holds means only */
function accuracyOf(drawn: 'window' | 'both'): readonly MetricAccuracy[] {
  const how =
    drawn === 'both'
      ? `${formatCount(TESTED_ROWS)} explained rows at most, seeded divisions of them`
      : 'the explained rows, resampled by what each is';
  return [
    { metric: 'attributions, nDCG', kind: 'sampled', detail: 'the explained rows, seeded' },
    { metric: 'p-values', kind: 'sampled', detail: how },
  ];
}

const BY_CHANCE = 'Below the threshold no more than chance explains at these numbers of rows.';

/** Whether both sides are known row by row, and about the same features. */
function isTested({ state, baselineAttributions: baseline }: ExplainabilityCheck): boolean {
  if (baseline === undefined || Math.min(baseline.rows.length, state.rowCount) < MIN_EXPLAINED_ROWS) return false;
  const width = baseline.features.length * state.labels;
  return (
    JSON.stringify([...baseline.features].sort()) === JSON.stringify([...state.features].sort()) &&
    baseline.rows.every(({ length }) => length === width)
  );
}

/** @param isAlone whether the threshold alone decides: the p-value is of the window's own rows then */
function verdictOf(
  check: ExplainabilityCheck,
  attribution: GlobalAttribution,
  index: number,
  isAlone: boolean,
): DriftVerdict {
  const { state, baseline, baselineRows, threshold = ATTRIBUTION_DRIFT_THRESHOLD } = check;
  const label = `label${index}`;
  const known = baseline.explanations.kernel_shap[label]?.global_shap_values;
  const counts = { baselineCount: baselineRows, currentCount: state.rowCount };
  const common = { subject: label, method: 'nDCG', threshold, ...counts };
  if (known === undefined)
    return { ...common, state: 'NotEnoughData', reason: `The baseline has no attributions of ${label}.` };
  if (state.rowCount < MIN_EXPLAINED_ROWS)
    return { ...common, state: 'NotEnoughData', reason: `${MIN_EXPLAINED_ROWS} explained rows are the least.` };
  const distance = attributionNdcg(known, attribution);
  // Any nDCG below the threshold alarms, however few rows there are; the p-value says what it is worth.
  const found = {
    ...common,
    state: distance < threshold ? 'Violated' : 'Satisfied',
    distance,
    smallestAlarming: threshold,
  } as const;
  if (!isAlone) return found;
  const resampled = state.resampled(index).map((each) => attributionNdcg(known, each));
  return { ...found, pValue: (resampled.filter((each) => each >= threshold).length + 1) / (resampled.length + 1) };
}

/** What chance explains is no violation. */
function decided(verdict: DriftVerdict, chance: ChanceOfOrder | undefined, level: number): DriftVerdict {
  if (chance === undefined || verdict.distance === undefined) return verdict;
  const { pValue, adjustedPValue, critical } = chance;
  const isChance = verdict.state === 'Violated' && adjustedPValue >= level;
  return {
    ...verdict,
    ...(isChance ? { state: 'Satisfied', reason: BY_CHANCE } : {}),
    smallestAlarming: Math.min(verdict.threshold!, critical),
    pValue,
    adjustedPValue,
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
