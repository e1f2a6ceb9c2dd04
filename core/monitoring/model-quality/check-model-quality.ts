import type { MetricAccuracy, MetricVerdict, MonitorReport, Violation } from '../../contracts/monitor-report';
import { formatCount } from '../../report/number-format';
import type { MetricConstraint, ModelQualityConstraints } from '../formats/model-quality-constraints';
import { reportState } from '../report-state';
import { CONSTRAINT_BLOCKS } from './metric-directions';
import { metricValues } from './metric-values';
import { metricVerdicts } from './metric-verdicts';
import { type ModelQualityState, SAMPLE_ROWS } from './model-quality-state';
import { modelQualityStatistics } from './model-quality-statistics';
import type { ModelProblem } from './problem';
import { proportionsOf } from './proportions';
import { qualityBaseline } from './quality-baseline';

/** What else is known of a baseline, and how its constraints are meant. */
export interface QualityComparison {
  /** The baseline's `statistics.json`; without it nobody knows of how many rows the constraints were made. */
  readonly statistics?: unknown;
  /** Chance of a false alarm that the report may have. Absent: a metric that is worse than its constraint alarms, however little. */
  readonly level?: number;
}

/** What the constraints say of a model's answers. The same rows give the same report, whatever files and parts they came in. */
export function checkModelQuality(
  state: ModelQualityState,
  constraints: ModelQualityConstraints,
  comparison: QualityComparison = {},
): MonitorReport {
  const { reading, labelCounts: labels } = state;
  const faults = reading.faults.list();
  const metrics = verdictsOf(state, constraints, comparison);
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
    accuracy: accuracyOf(state.problem),
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

function verdictsOf(
  state: ModelQualityState,
  constraints: ModelQualityConstraints,
  { statistics: baseline, level }: QualityComparison,
): MetricVerdict[] {
  const { kind } = state.problem;
  const block = constraints[CONSTRAINT_BLOCKS[kind]] as Readonly<Record<string, MetricConstraint>> | undefined;
  const statistics = modelQualityStatistics(state);
  if (block === undefined || statistics === undefined) return [];
  return metricVerdicts({
    constraints: block,
    values: metricValues(statistics),
    proportions: kind === 'regression' ? {} : proportionsOf(state.confusionCounts, kind),
    rows: state.rows,
    baseline: qualityBaseline(baseline, kind),
    level,
  });
}

const violationOf = ({ metric, comparison, threshold, value, standardDeviation }: MetricVerdict): Violation => ({
  constraint_check_type: comparison,
  metric_name: metric,
  description: `Metric ${metric} with ${value} +/- ${standardDeviation ?? 'NaN'} was ${comparison} '${threshold}'`,
});

function accuracyOf({ kind }: ModelProblem): readonly MetricAccuracy[] {
  const [exact, sampled] = ACCURACY[kind];
  const detail = `${formatCount(SAMPLE_ROWS)} rows, seeded; all of them where there are no more`;
  return [
    { metric: exact, kind: 'exact' },
    { metric: sampled, kind: 'sampled', detail },
  ];
}

/** What is exact of each kind of problem, and what comes from the sample. */
const ACCURACY = {
  binary: ['confusion_matrix and what follows from it', 'auc, curves, standard_deviation'],
  multiclass: ['confusion_matrix and what follows from it', 'standard_deviation'],
  regression: ['mae, mse, rmse, r2', 'standard_deviation'],
} as const satisfies Record<ModelProblem['kind'], readonly [string, string]>;
