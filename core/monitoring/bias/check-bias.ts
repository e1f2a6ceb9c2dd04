import type { DriftVerdict, MonitorReport, Violation } from '../../contracts/monitor-report';
import { withAdjusted } from '../drift/with-adjusted';
import { BIAS_STAGES, type BiasFile, biasFile, facetMetrics } from './bias-file';
import { type BiasMetric, distanceFromFair } from './bias-metric';
import { facetText } from './bias-question';
import type { BiasState } from './bias-state';
import { matchText } from './match';
import { countWhere, summed } from './outcome-counts';
import { POST_TRAINING_METRICS, PRE_TRAINING_METRICS } from './registry';
import { resampledWithin } from './resampled-bias';

export interface BiasCheck {
  /** One a facet, of the same window. */
  readonly states: readonly BiasState[];
  /** What the metrics were when the baseline was made. */
  readonly baseline: BiasFile;
  /** Rows of the baseline. */
  readonly baselineRows: number;
  readonly seed: number;
  /** Names of the metrics to compare. @default all */
  readonly metrics?: readonly string[];
  /** The baseline's counts, one a facet in the order of `states`: with them p-values take the baseline's own uncertainty in. */
  readonly baselineStates?: readonly BiasState[];
  /**
   * Violated is then only what is also significant at this level, over all metrics and facets together.
   * @default whatever is farther from fair, as Clarify has it
   */
  readonly level?: number;
}

export interface CheckedBias {
  /** The window's own analysis, which is the next baseline for whoever wants it. */
  readonly analysis: BiasFile;
  readonly report: Omit<MonitorReport, 'faults'>;
}

/**
 * Compares a window's bias with the baseline's. A metric violates when it is farther from fair than the baseline: |current| > |baseline|, but |1 - DI| for
 * disparate impact, whose fair value is 1. (Clarify compares |DI| as it is,
 * and so misses a loss of fairness where DI falls below the baseline: docs/monitors.md.)
 */
export function checkBias(check: BiasCheck): CheckedBias {
  const { states } = check;
  const analysis = biasFile(states);
  const rows = Math.max(0, ...states.map((state) => rowsOf(state)));
  const found = states.flatMap((state, index) => facetFindings(state, analysis, check, check.baselineStates?.[index]));
  const adjusted = withAdjusted(found.map(({ verdict }) => verdict));
  const decided = adjusted.map((verdict, index) => {
    const isSignificant = check.level === undefined || (verdict.adjustedPValue ?? 0) < check.level;
    const isViolated = found[index]!.violation !== undefined && isSignificant;
    return verdict.state === 'NotEnoughData'
      ? verdict
      : ({ ...verdict, state: isViolated ? 'Violated' : 'Satisfied' } as const);
  });
  const violations = decided.flatMap(({ state }, index) => (state === 'Violated' ? found[index]!.violation! : []));
  const verdicts: readonly DriftVerdict[] = decided;
  const state = states.length === 0 ? NO_FACET : reportState(rows, verdicts, violations);
  return { analysis, report: { kind: 'bias', ...state, rows, usedRows: rows, violations, verdicts } };
}

const NO_FACET = { state: 'NotEnoughData', reason: 'There is no facet to compare.' } as const;

interface Finding {
  readonly verdict: DriftVerdict;
  readonly violation?: Violation;
}

function facetFindings(
  state: BiasState,
  analysis: BiasFile,
  { baseline, baselineRows, seed, metrics }: BiasCheck,
  baselineState: BiasState | undefined,
): Finding[] {
  const { question } = state;
  const counts = { baselineCount: baselineRows, currentCount: rowsOf(state) };
  const findings: Finding[] = [];
  for (const stage of BIAS_STAGES) {
    const [then, now] = [facetMetrics(baseline, stage, question), facetMetrics(analysis, stage, question)];
    if (then === undefined || now === undefined) continue;
    const all = stage === 'pre_training_bias_metrics' ? PRE_TRAINING_METRICS : POST_TRAINING_METRICS;
    const compared = all.filter(({ name }) => then.has(name) && now.has(name) && (metrics?.includes(name) ?? true));
    const limits = new Map<BiasMetric, number>();
    for (const metric of compared) {
      const limit = then.get(metric.name)!;
      if ('value' in limit && 'value' in now.get(metric.name)!)
        limits.set(metric, distanceFromFair(metric, limit.value));
    }
    const within = resampledWithin(state, limits, seed, baselineState);
    for (const metric of compared) {
      const [limit, current] = [then.get(metric.name)!, now.get(metric.name)!];
      const subject = `${metric.name}, ${facetText(question)}`;
      if ('error' in limit || 'error' in current) {
        const reason = 'error' in current ? current.error : `No baseline: ${'error' in limit ? limit.error : ''}`;
        findings.push({ verdict: { subject, method: metric.name, state: 'NotEnoughData', reason, ...counts } });
        continue;
      }
      const distance = distanceFromFair(metric, current.value);
      const threshold = limits.get(metric)!;
      const violated = distance > threshold;
      findings.push({
        verdict: {
          subject,
          method: metric.name,
          state: violated ? 'Violated' : 'Satisfied',
          distance,
          threshold,
          // Anything above the baseline alarms, however few rows there are; the p-value says what it is worth.
          smallestAlarming: threshold,
          pValue: within.get(metric),
          ...counts,
        },
        violation: violated ? biasViolation(state, metric, current.value, limit.value) : undefined,
      });
    }
  }
  return findings;
}

/** In Clarify's words, out of which tools read the numbers. */
function biasViolation({ question }: BiasState, metric: BiasMetric, current: number, limit: number): Violation {
  const { facet, disadvantaged } = question;
  return {
    constraint_check_type: 'bias_drift_check',
    description: `Metric value ${current} doesn't meet the baseline constraint requirement ${limit}`,
    facet,
    facet_value: matchText(disadvantaged),
    metric_name: metric.name,
  };
}

function rowsOf(state: BiasState): number {
  const counts = summed(state.groupCounts());
  return countWhere(counts, false, {}) + countWhere(counts, true, {});
}

function reportState(
  rows: number,
  verdicts: readonly DriftVerdict[],
  violations: readonly Violation[],
): Pick<MonitorReport, 'state' | 'reason'> {
  if (rows === 0) return { state: 'EmptyWindow', reason: 'The window holds no row.' };
  if (violations.length > 0) return { state: 'CompletedWithViolations' };
  if (verdicts.length === 0) return { state: 'NotEnoughData', reason: 'The baseline has no metric of these facets.' };
  const undecided = verdicts.filter(({ state }) => state === 'NotEnoughData');
  if (undecided.length < verdicts.length) return { state: 'Completed' };
  return { state: 'NotEnoughData', reason: `No metric can be computed: ${undecided[0]!.reason}.` };
}
