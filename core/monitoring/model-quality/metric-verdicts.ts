import type { MetricVerdict } from '../../contracts/monitor-report';
import type { MetricNumber } from '../../evaluation/model-quality/metric';
import { wilsonInterval } from '../../evaluation/statistics/wilson-interval';
import { withAdjusted } from '../drift/with-adjusted';
import type { MetricConstraint } from '../formats/model-quality-constraints';
import {
  type AskedMetric,
  deviationTest,
  type MetricTest,
  proportionTest,
  smallestShare,
  worseBy,
} from './metric-test';
import type { Proportion } from './proportions';
import type { QualityBaseline } from './quality-baseline';

/** A window's metrics, and what they are held to. */
export interface MetricQuestion {
  readonly constraints: Readonly<Record<string, MetricConstraint>>;
  readonly values: Readonly<
    Record<string, { readonly value: MetricNumber; readonly standard_deviation: MetricNumber }>
  >;
  readonly proportions: Readonly<Record<string, Proportion>>;
  /** Rows of the window. */
  readonly rows: number;
  /** Absent where nobody knows of which rows the constraints were made. */
  readonly baseline?: QualityBaseline;
  /** Chance of a false alarm over all metrics together. Absent: whatever is worse than its constraint alarms, however little. */
  readonly level?: number;
}

interface Measured {
  readonly verdict: Omit<MetricVerdict, 'state'>;
  readonly test?: MetricTest;
  /** Rows of a proportion. */
  readonly trials?: number;
}

/**
 * Each constraint's verdict. By the service's rule a metric that is worse than its constraint violates it; with a level it must also be worse than chance explains,
 * where a test can say so. The p-values are Holm-corrected.
 */
export function metricVerdicts(question: MetricQuestion): MetricVerdict[] {
  const measured = Object.entries(question.constraints).map(([metric, { threshold, comparison_operator }]) =>
    measure(question, { metric, threshold, comparison: comparison_operator }),
  );
  const adjusted = withAdjusted(measured.map(({ verdict }) => verdict));
  const tests = measured.filter(({ test }) => test !== undefined).length;
  return measured.map((each, index) => decide(each, adjusted[index]!, question.level, tests));
}

function measure(question: MetricQuestion, asked: AskedMetric): Measured {
  const { metric, threshold } = asked;
  const { value, standard_deviation: deviation } = question.values[metric] ?? {};
  if (typeof value !== 'number') return { verdict: { ...asked, reason: 'These rows do not give the metric.' } };
  const now = question.proportions[metric];
  const before = question.baseline?.metrics[metric];
  const then = question.baseline?.proportions[metric];
  // The rows of a constraint that somebody has set are not known: it is a number like any other.
  const isOfBaseline = before !== undefined && isSame(before.value, threshold);
  const test = now === undefined ? scattering() : counted(now);
  return {
    verdict: {
      ...asked,
      value,
      distance: worseBy(asked, value),
      count: now?.trials ?? question.rows,
      ...present('baselineValue', before?.value),
      ...present('baselineCount', now === undefined ? before && question.baseline?.rows : then?.trials),
      ...present('standardDeviation', typeof deviation === 'number' ? deviation : undefined),
      ...(now === undefined || now.trials === 0 ? {} : { interval: wilsonInterval(now.successes, now.trials) }),
      ...(test === undefined ? {} : { method: test.method, pValue: test.pValue }),
    },
    ...present('test', test),
    ...present('trials', now?.trials),
  };

  function counted(part: Proportion): MetricTest | undefined {
    if (part.trials === 0) return undefined;
    return proportionTest(asked, part, isOfBaseline && (then?.trials ?? 0) > 0 ? then : undefined);
  }

  function scattering(): MetricTest | undefined {
    if (typeof deviation !== 'number') return undefined;
    if (!isOfBaseline) return deviationTest(asked, value as number, deviation);
    return before.standardDeviation === undefined
      ? undefined
      : deviationTest(asked, value as number, deviation, before.standardDeviation);
  }
}

function decide(
  { test, trials }: Measured,
  verdict: Omit<MetricVerdict, 'state'>,
  level: number | undefined,
  tests: number,
): MetricVerdict {
  const { distance, adjustedPValue } = verdict;
  if (distance === undefined) return { ...verdict, state: 'NotEnoughData' };
  if (level === undefined || (test === undefined && trials !== 0)) {
    const smallest = trials ? smallestShare(verdict, trials) : 0;
    return { ...verdict, ...present('smallestAlarming', smallest), state: distance > 0 ? 'Violated' : 'Satisfied' };
  }
  // Bonferroni's limit, which does not hang on the other metrics. Holm's, by which they are judged, may be nearer: what alarms, alarms.
  const smallest = test?.smallestBelow(level / tests);
  if (test !== undefined && distance > 0 && adjustedPValue! < level)
    return { ...verdict, smallestAlarming: Math.min(distance, smallest ?? distance), state: 'Violated' };
  if (smallest === undefined) return { ...verdict, state: 'NotEnoughData', reason: tooFew(verdict) };
  return { ...verdict, smallestAlarming: smallest, state: 'Satisfied' };
}

const tooFew = ({ count, baselineCount, interval }: Omit<MetricVerdict, 'state'>): string =>
  interval === undefined
    ? 'The window has no row that the metric is about.'
    : `At ${baselineCount ?? 'an unknown number of'} rows against ${count} no value is bad enough to alarm.`;

/** A file may have written a value with fewer digits than it was computed with. */
const isSame = (one: number, other: number): boolean => Math.abs(one - other) <= 1e-9 * Math.max(1, Math.abs(one));

const present = <Name extends string, Value>(name: Name, value: Value | undefined) =>
  (value === undefined ? {} : { [name]: value }) as { readonly [Key in Name]?: Value };
