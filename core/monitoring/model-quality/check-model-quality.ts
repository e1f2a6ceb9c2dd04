import type { MetricAccuracy, MetricVerdict, MonitorReport, Violation } from '../../contracts/monitor-report';
import { wilsonInterval } from '../../evaluation/statistics/wilson-interval';
import { withAdjusted } from '../drift/with-adjusted';
import type { MetricConstraint, ModelQualityConstraints } from '../formats/model-quality-constraints';
import { reportState } from '../report-state';
import { CONSTRAINT_BLOCKS } from './metric-directions';
import { metricValues } from './metric-values';
import { type ModelQualityState, SAMPLE_ROWS } from './model-quality-state';
import { modelQualityStatistics } from './model-quality-statistics';
import { atLeast, atMost, type Proportion, proportionsOf } from './proportions';

const ACCURACY: readonly MetricAccuracy[] = [
  { metric: 'confusion_matrix and what follows from it, mae, mse, rmse, r2', kind: 'exact' },
  {
    metric: 'auc, curves, standard_deviation',
    kind: 'sampled',
    detail: `${SAMPLE_ROWS} rows, seeded; all of them where there are no more`,
  },
];

/** What the constraints say of a model's answers. The same rows give the same report, whatever files and parts they came in. */
export function checkModelQuality(state: ModelQualityState, constraints: ModelQualityConstraints): MonitorReport {
  const { reading, labelCounts: labels } = state;
  const faults = reading.faults.list();
  const metrics = withAdjusted(verdictsOf(state, constraints));
  const violations = metrics.filter(({ state }) => state === 'Violated').map(violationOf);
  const { rows, duplicates } = reading.counts;
  return {
    kind: 'model-quality',
    ...stateOf(state, faults, violations, metrics),
    rows,
    usedRows: state.rows,
    violations,
    verdicts: [],
    faults,
    metrics,
    labels,
    duplicates,
    accuracy: ACCURACY,
  };
}

function stateOf(
  state: ModelQualityState,
  faults: MonitorReport['faults'],
  violations: readonly Violation[],
  metrics: readonly MetricVerdict[],
): Pick<MonitorReport, 'state' | 'reason'> {
  const inferences = state.matched + state.unlabelled;
  if (state.matched === 0 && inferences > 0) {
    const reason = `None of ${inferences} inferences has a label; there are ${state.labels.size} labels.`;
    return { state: 'NotEnoughData', reason };
  }
  const { rows } = state.reading.counts;
  return reportState({ rows, usedRows: state.rows, faults, violations, verdicts: metrics });
}

function verdictsOf(state: ModelQualityState, constraints: ModelQualityConstraints): MetricVerdict[] {
  const { kind } = state.problem;
  const block = constraints[CONSTRAINT_BLOCKS[kind]] as Readonly<Record<string, MetricConstraint>> | undefined;
  const statistics = modelQualityStatistics(state);
  if (block === undefined || statistics === undefined) return [];
  const values = metricValues(statistics);
  const proportions = kind === 'regression' ? {} : proportionsOf(state.confusionCounts, kind);
  return Object.entries(block).map(([metric, { threshold, comparison_operator: comparison }]) => {
    const { value, standard_deviation } = values[metric] ?? { value: 'NaN', standard_deviation: 'NaN' };
    const asked = { metric, comparison, threshold };
    if (typeof value !== 'number')
      return { ...asked, state: 'NotEnoughData', reason: 'These rows do not give the metric.' };
    const isWorse = comparison === 'LessThanThreshold' ? value < threshold : value > threshold;
    return {
      ...asked,
      state: isWorse ? 'Violated' : 'Satisfied',
      value,
      count: state.rows,
      ...(typeof standard_deviation === 'number' ? { standardDeviation: standard_deviation } : {}),
      ...tested((proportions as Readonly<Record<string, Proportion>>)[metric], asked),
    };
  });
}

function tested(
  proportion: Proportion | undefined,
  { comparison, threshold }: Pick<MetricVerdict, 'comparison' | 'threshold'>,
) {
  if (proportion === undefined || proportion.trials === 0) return {};
  const pValue = comparison === 'LessThanThreshold' ? atMost(proportion, threshold) : atLeast(proportion, threshold);
  return { count: proportion.trials, interval: wilsonInterval(proportion.successes, proportion.trials), pValue };
}

const violationOf = ({ metric, comparison, threshold, value, standardDeviation }: MetricVerdict): Violation => ({
  constraint_check_type: comparison,
  metric_name: metric,
  description: `Metric ${metric} with ${value} +/- ${standardDeviation ?? 'NaN'} was ${comparison} '${threshold}'`,
});
