import type { Violation } from '../contracts/monitor-report';
import type { Violations } from '../monitoring/formats/violations';
import type { ComparedAttribution, ComparedBias, ComparedFeature, ComparedMetric, ComparedRun } from './compared-run';

const NUMBER = String.raw`(-?(?:\d+\.?\d*(?:[eE][-+]?\d+)?|Infinity))`;
const DRIFT = new RegExp(`distance: ${NUMBER} exceeds threshold: ${NUMBER}`);
const METRIC = new RegExp(
  String.raw`^Metric (\S+) with ${NUMBER} \+/- \S+ was (?:Less|Greater)ThanThreshold '?${NUMBER}'?`,
);
const BIAS = new RegExp(`^Metric value ${NUMBER} doesn't meet the baseline constraint requirement ${NUMBER}`);
const ATTRIBUTION = new RegExp(`^Feature attribution drift ${NUMBER} exceeds threshold ${NUMBER}`);

/**
 * What a file of violations tells of a run: only what is violated, out of the numbers that the descriptions hold. A violation without
 * such numbers is listed as it is.
 * @param file of the service, or of ours
 */
export function readViolations(name: string, { violations }: Violations): ComparedRun {
  return {
    name,
    verdicts: [],
    violations,
    features: violations.flatMap(driftOf),
    metrics: violations.flatMap(metricOf),
    bias: violations.flatMap(biasOf),
    groups: [],
    histograms: [],
    attributions: violations.flatMap(attributionOf),
  };
}

/** The two numbers of a description, if it has that form. */
function numbersIn({ description }: Violation, form: RegExp, first = 1): readonly [number, number] | undefined {
  const found = form.exec(description);
  return found === null ? undefined : [Number(found[first]), Number(found[first + 1])];
}

function driftOf(violation: Violation): ComparedFeature[] {
  const numbers = numbersIn(violation, DRIFT);
  if (numbers === undefined || violation.feature_name === undefined) return [];
  return [{ feature: violation.feature_name, distance: numbers[0], threshold: numbers[1], isViolated: true }];
}

function metricOf(violation: Violation): ComparedMetric[] {
  const numbers = numbersIn(violation, METRIC, 2);
  if (numbers === undefined) return [];
  const metric = violation.metric_name ?? METRIC.exec(violation.description)![1]!;
  return [{ metric, observed: numbers[0], baseline: numbers[1], isViolated: true }];
}

function biasOf(violation: Violation): ComparedBias[] {
  const numbers = numbersIn(violation, BIAS);
  const { facet, facet_value: value, metric_name: metric } = violation;
  if (numbers === undefined || facet === undefined || metric === undefined) return [];
  return [{ facet: `${facet} = ${value}`, metric, observed: numbers[0], baseline: numbers[1], isViolated: true }];
}

function attributionOf(violation: Violation): ComparedAttribution[] {
  const numbers = numbersIn(violation, ATTRIBUTION);
  if (numbers === undefined) return [];
  const label = violation.label ?? 'label0';
  return [{ label, ndcg: numbers[0], threshold: numbers[1], isViolated: true, top: [] }];
}
