import type { BiasMetric, BiasMetricResult } from './bias-metric';
import type { BiasTable, SideCounts } from './bias-table';
import { accuracyDifference } from './metrics/accuracy-difference';
import { classImbalance } from './metrics/class-imbalance';
import { conditionalDisparityInLabels } from './metrics/conditional-disparity-in-labels';
import { conditionalDisparityInPredictions } from './metrics/conditional-disparity-in-predictions';
import { differenceInAcceptanceRates } from './metrics/difference-in-acceptance-rates';
import { differenceInConditionalAcceptance } from './metrics/difference-in-conditional-acceptance';
import { differenceInConditionalRejection } from './metrics/difference-in-conditional-rejection';
import { differenceInPositiveLabels } from './metrics/difference-in-positive-labels';
import { differenceInPositivePredictions } from './metrics/difference-in-positive-predictions';
import { differenceInRejectionRates } from './metrics/difference-in-rejection-rates';
import { disparateImpact } from './metrics/disparate-impact';
import { flipTest } from './metrics/flip-test';
import { generalizedEntropy } from './metrics/generalized-entropy';
import { jensenShannonDivergence } from './metrics/jensen-shannon-divergence';
import { kolmogorovSmirnovDistance } from './metrics/kolmogorov-smirnov-distance';
import { kullbackLeiblerDivergence } from './metrics/kullback-leibler-divergence';
import { lpNorm } from './metrics/lp-norm';
import { recallDifference } from './metrics/recall-difference';
import { specificityDifference } from './metrics/specificity-difference';
import { totalVariationDistance } from './metrics/total-variation-distance';
import { treatmentEquality } from './metrics/treatment-equality';

/** What the data alone shows, before any model: needs labels. In the order of Clarify's file. */
export const PRE_TRAINING_METRICS: readonly BiasMetric[] = [
  conditionalDisparityInLabels,
  classImbalance,
  differenceInPositiveLabels,
  jensenShannonDivergence,
  kullbackLeiblerDivergence,
  kolmogorovSmirnovDistance,
  lpNorm,
  totalVariationDistance,
];

/** What the model's predictions show; needs labels too. */
const WITH_LABELS: readonly BiasMetric[] = [
  accuracyDifference,
  differenceInAcceptanceRates,
  differenceInConditionalAcceptance,
  differenceInConditionalRejection,
  differenceInRejectionRates,
  generalizedEntropy,
  recallDifference,
  specificityDifference,
  treatmentEquality,
];

/** What predictions show that nobody has labelled yet. */
const WITHOUT_LABELS: readonly BiasMetric[] = [
  conditionalDisparityInPredictions,
  disparateImpact,
  differenceInPositivePredictions,
  flipTest,
];

/** In alphabetical order, as Clarify writes them. */
export const POST_TRAINING_METRICS: readonly BiasMetric[] = [...WITH_LABELS, ...WITHOUT_LABELS].sort((one, other) =>
  one.name < other.name ? -1 : 1,
);

/** What a metric is where nobody is put at a disadvantage; 0 where the name is not known, which may come from a file. */
export const fairValue = (name: string): number =>
  [...PRE_TRAINING_METRICS, ...POST_TRAINING_METRICS].find((metric) => metric.name === name)?.fair ?? 0;

/** What looks at each value of the label, and not only at whether it is positive. */
export const LABEL_VALUE_METRICS: readonly BiasMetric[] = [
  jensenShannonDivergence,
  kullbackLeiblerDivergence,
  kolmogorovSmirnovDistance,
  lpNorm,
  totalVariationDistance,
];

/** Rows that a metric can look at. */
const COUNTED: ReadonlyMap<BiasMetric, (side: SideCounts) => number> = new Map([
  ...PRE_TRAINING_METRICS.map((metric) => [metric, ({ labelled }: SideCounts) => labelled] as const),
  ...WITHOUT_LABELS.map((metric) => [metric, ({ predicted }: SideCounts) => predicted] as const),
  ...WITH_LABELS.map((metric) => [metric, rowsWithBoth] as const),
]);

function rowsWithBoth({ truePositives, falsePositives, trueNegatives, falseNegatives }: SideCounts): number {
  return truePositives + falsePositives + trueNegatives + falseNegatives;
}

/**
 * One metric of a table. A side without a row that the metric could look at is an error of that metric, never a division by zero.
 */
export function computeBias(metric: BiasMetric, table: BiasTable): BiasMetricResult {
  const counted = COUNTED.get(metric)!;
  if (counted(table.d) === 0) return { error: 'Facet set is empty' };
  if (counted(table.a) === 0) return { error: 'Negated Facet set is empty' };
  return metric.compute(table);
}
