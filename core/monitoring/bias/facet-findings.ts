import type { DriftVerdict, Violation } from '../../contracts/monitor-report';
import { BIAS_STAGES, type BiasFile, facetMetrics } from './bias-file';
import { type BiasMetric, type BiasMetricResult, distanceFromFair } from './bias-metric';
import { facetText } from './bias-question';
import type { BiasState } from './bias-state';
import { matchText } from './match';
import { countWhere, summed } from './outcome-counts';
import { POST_TRAINING_METRICS, PRE_TRAINING_METRICS } from './registry';

/** One metric of one facet, now and then. */
export interface ComparedMetric {
  readonly metric: BiasMetric;
  /** What was made of it, but for what chance has to say. */
  readonly verdict: DriftVerdict;
  /** Farther from fair than allowed. */
  readonly violation?: Violation;
  /** Absent where there is nothing to compare. */
  readonly excess?: number;
}

export interface FacetComparison {
  readonly state: BiasState;
  readonly analysis: BiasFile;
  /** Undefined where the baseline does not know the facet: it is compared with one that makes no difference. */
  readonly baseline: BiasFile | undefined;
  readonly baselineRows: number;
  /** Names of the metrics to compare. @default all */
  readonly metrics?: readonly string[];
}

const STAGE_METRICS = {
  pre_training_bias_metrics: PRE_TRAINING_METRICS,
  post_training_bias_metrics: POST_TRAINING_METRICS,
} as const;

/** Every metric of a facet that both sides have, compared. */
export function facetFindings({ state, analysis, baseline, baselineRows, metrics }: FacetComparison): ComparedMetric[] {
  const { question } = state;
  const counts = { baselineCount: baseline === undefined ? 0 : baselineRows, currentCount: rowsOf(state) };
  return BIAS_STAGES.flatMap((stage) => {
    const all = STAGE_METRICS[stage].filter(({ name }) => metrics?.includes(name) ?? true);
    const now = facetMetrics(analysis, stage, question);
    const then = baseline === undefined ? fairMetrics(all) : facetMetrics(baseline, stage, question);
    const known = all.filter(({ name }) => now?.has(name) && then?.has(name));
    return known.map((metric) => compared(state, metric, now!.get(metric.name)!, then!.get(metric.name)!, counts));
  });
}

const fairMetrics = (metrics: readonly BiasMetric[]): ReadonlyMap<string, BiasMetricResult> =>
  new Map(metrics.map(({ name, fair = 0 }) => [name, { value: fair }]));

/** Rows outside and inside the facet. */
export function rowsOf(state: BiasState): number {
  const counts = summed(state.groupCounts());
  return countWhere(counts, false, {}) + countWhere(counts, true, {});
}

function compared(
  state: BiasState,
  metric: BiasMetric,
  current: BiasMetricResult,
  limit: BiasMetricResult,
  counts: Pick<DriftVerdict, 'baselineCount' | 'currentCount'>,
): ComparedMetric {
  const subject = `${metric.name}, ${facetText(state.question)}`;
  const method = metric.name;
  if ('error' in limit || 'error' in current) {
    const reason = 'error' in current ? current.error : `No baseline: ${'error' in limit ? limit.error : ''}`;
    return { metric, verdict: { subject, method, state: 'NotEnoughData', reason, ...counts } };
  }
  const distance = distanceFromFair(metric, current.value);
  const threshold = distanceFromFair(metric, limit.value);
  const isFarther = distance > threshold;
  return {
    metric,
    excess: distance === threshold ? 0 : distance - threshold,
    verdict: { subject, method, state: isFarther ? 'Violated' : 'Satisfied', distance, threshold, ...counts },
    violation: isFarther ? biasViolation(state, metric, current.value, limit.value) : undefined,
  };
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
