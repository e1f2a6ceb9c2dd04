import type { MonitorReport, Violation } from '../contracts/monitor-report';
import { BIAS_STAGES, type BiasFile, type BiasFileMetric } from '../monitoring/bias/bias-file';
import type { ExplanationFile } from '../monitoring/explainability/explanation-file';
import type { Statistics } from '../monitoring/formats/statistics';
import { comparedShares } from '../monitoring/report/charts/compared-shares';
import type {
  ComparedAttribution,
  ComparedBias,
  ComparedFeature,
  ComparedHistogram,
  ComparedMetric,
  ComparedRun,
  ComparedVerdict,
} from './compared-run';

/** Something of the window, and the same of the baseline. */
interface Both<Value> {
  readonly current: Value;
  readonly baseline: Value;
}

/** What the monitors have written of a run; any may be missing. */
export interface RunReports {
  readonly reports: readonly MonitorReport[];
  readonly statistics?: Both<Statistics>;
  readonly bias?: Both<BiasFile>;
  readonly explanation?: Both<ExplanationFile>;
}

/** Histograms of a run: the features that drifted most. */
const MAX_HISTOGRAMS = 3;
/** What has hardly moved looks like two drawings of the same. */
const LEAST_DRAWN = 0.02;
const TOP_FEATURES = 5;

/** Everything but names and groups, which the reports do not know. */
export function compareReports({
  reports,
  statistics,
  bias,
  explanation,
}: RunReports): Omit<ComparedRun, 'name' | 'meaning' | 'steps' | 'groups'> {
  const of = (kind: MonitorReport['kind']) => reports.find((report) => report.kind === kind);
  const features = featuresOf(of('data-quality'));
  return {
    verdicts: reports.map(
      ({ kind, state, violations }): ComparedVerdict => ({ kind, state, violations: violations.length }),
    ),
    violations: reports.flatMap(({ violations }): readonly Violation[] => violations),
    features,
    metrics: metricsOf(of('model-quality')),
    bias: bias === undefined ? [] : biasOf(bias, of('bias')),
    histograms: statistics === undefined ? [] : histogramsOf(statistics, features),
    attributions: explanation === undefined ? [] : attributionsOf(explanation, of('explainability')),
  };
}

const featuresOf = (report: MonitorReport | undefined): ComparedFeature[] =>
  (report?.verdicts ?? [])
    .flatMap(({ subject, distance, simpleDistance: uncorrected, threshold, state }) =>
      distance === undefined || threshold === undefined
        ? []
        : [{ feature: subject, distance, uncorrected, threshold, isViolated: state === 'Violated' }],
    )
    .sort((one, other) => other.distance - one.distance || (other.uncorrected ?? 0) - (one.uncorrected ?? 0));

const metricsOf = (report: MonitorReport | undefined): ComparedMetric[] =>
  (report?.metrics ?? []).flatMap(({ metric, value, threshold, state }) =>
    value === undefined ? [] : [{ metric, observed: value, baseline: threshold, isViolated: state === 'Violated' }],
  );

function biasOf({ current, baseline }: Both<BiasFile>, report: MonitorReport | undefined): ComparedBias[] {
  const violated = (facet: string, value: string, metric: string): boolean =>
    report?.violations.some((one) => one.facet === facet && one.facet_value === value && one.metric_name === metric) ??
    false;
  return BIAS_STAGES.flatMap((stage) =>
    Object.entries(current[stage]?.facets ?? {}).flatMap(([facet, entries]) =>
      entries.flatMap(({ value_or_threshold: value, metrics }) => {
        const then = baseline[stage]?.facets[facet]?.find(({ value_or_threshold: other }) => other === value)?.metrics;
        return metrics.flatMap((metric) => {
          const [observed, before] = [numberOf(metric), numberOf(then?.find(({ name }) => name === metric.name))];
          if (observed === undefined || before === undefined) return [];
          const isViolated = violated(facet, value, metric.name);
          return [{ facet: `${facet} = ${value}`, metric: metric.name, observed, baseline: before, isViolated }];
        });
      }),
    ),
  );
}

/** Infinity is one of its values, and is written as a word. */
function numberOf(metric: BiasFileMetric | undefined): number | undefined {
  const value = metric?.value ?? Number.NaN;
  return Number.isNaN(Number(value)) ? undefined : Number(value);
}

function histogramsOf(
  { current, baseline }: Both<Statistics>,
  features: readonly ComparedFeature[],
): ComparedHistogram[] {
  const moved = features.filter(({ distance, uncorrected }) => (uncorrected ?? distance) >= LEAST_DRAWN);
  return moved.slice(0, MAX_HISTOGRAMS).flatMap(({ feature, isViolated }) => {
    const [now, then] = [current, baseline].map((file) => file.features.find(({ name }) => name === feature));
    const shares = now === undefined || then === undefined ? undefined : comparedShares(then, now);
    return shares === undefined ? [] : [{ feature, shares, isViolated }];
  });
}

function attributionsOf(
  { current, baseline }: Both<ExplanationFile>,
  report: MonitorReport | undefined,
): ComparedAttribution[] {
  return (report?.verdicts ?? []).flatMap(({ subject: label, distance, threshold, state }) => {
    const now = current.explanations.kernel_shap[label]?.global_shap_values;
    const then = baseline.explanations.kernel_shap[label]?.global_shap_values;
    if (now === undefined || then === undefined || distance === undefined || threshold === undefined) return [];
    const top = Object.entries(now)
      .sort(([, one], [, other]) => other - one)
      .slice(0, TOP_FEATURES)
      .map(([feature, observed]) => ({ feature, observed, baseline: then[feature] ?? 0 }));
    return [{ label, ndcg: distance, threshold, isViolated: state === 'Violated', top }];
  });
}
