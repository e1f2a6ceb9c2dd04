import type { ConfusionCounts } from '../../evaluation/metrics/confusion-counts';
import { rightOf, totalOf } from '../../evaluation/metrics/confusion-counts';
import { incompleteBeta } from '../../evaluation/statistics/incomplete-beta';

/** A metric as so many of so many. */
export interface Proportion {
  readonly successes: number;
  readonly trials: number;
}

/** The metrics that are proportions of rows: those have an interval and an exact test. */
export function proportionsOf(
  counts: ConfusionCounts,
  kind: 'binary' | 'multiclass',
): Readonly<Record<string, Proportion>> {
  const accuracy = { successes: rightOf(counts), trials: totalOf(counts) };
  if (kind === 'multiclass') return { accuracy, weighted_recall: accuracy };
  const [[tn = 0, fp = 0] = [], [fn = 0, tp = 0] = []] = counts;
  const recall = { successes: tp, trials: tp + fn };
  return {
    accuracy,
    recall,
    true_positive_rate: recall,
    precision: { successes: tp, trials: tp + fp },
    true_negative_rate: { successes: tn, trials: tn + fp },
    false_positive_rate: { successes: fp, trials: tn + fp },
    false_negative_rate: { successes: fn, trials: tp + fn },
  };
}

/** How likely at most so many successes are if each has this probability: the binomial distribution function. */
export function atMost({ successes, trials }: Proportion, probability: number): number {
  return successes >= trials ? 1 : incompleteBeta(1 - probability, trials - successes, successes + 1);
}

/** How likely at least so many are. */
export const atLeast = ({ successes, trials }: Proportion, probability: number): number =>
  successes <= 0 ? 1 : incompleteBeta(probability, successes, trials - successes + 1);
