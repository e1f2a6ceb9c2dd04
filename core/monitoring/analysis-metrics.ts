import { BIAS_STAGES, type BiasFile } from './bias/bias-file';
import { type MetricDatum, type MetricSubject, publishedValue } from './cloudwatch-metrics';
import type { ExplanationFile } from './explainability/explanation-file';

/** BiasStage of the service, by section of the file. */
const STAGE_NAMES = { pre_training_bias_metrics: 'PRE_TRAINING', post_training_bias_metrics: 'POST_TRAINING' } as const;

/** `bias_metric_{name}` of each facet that is among the subject's features. */
export function biasMetrics(file: BiasFile, subject: MetricSubject): MetricDatum[] {
  return BIAS_STAGES.flatMap((stage) => {
    const { label = '', label_value_or_threshold: labelValue = '', facets = {} } = file[stage] ?? {};
    return Object.entries(facets).flatMap(([facet, entries]) =>
      isPublished(facet, subject)
        ? entries.flatMap(({ value_or_threshold: value, metrics }) => {
            const Dimensions = dimensions(subject, {
              BiasStage: STAGE_NAMES[stage],
              Label: label,
              LabelValue: labelValue,
              Facet: facet,
              FacetValue: value,
            });
            return metrics.flatMap((metric) =>
              metric.value === null ? [] : datum(`bias_metric_${metric.name}`, Dimensions, Number(metric.value)),
            );
          })
        : [],
    );
  });
}

/** `feature_{f}`, the mean |SHAP|, of each label for the subject's features. */
export const attributionMetrics = (file: ExplanationFile, subject: MetricSubject): MetricDatum[] =>
  Object.entries(file.explanations.kernel_shap).flatMap(([Label, { global_shap_values: values }]) => {
    const Dimensions = dimensions(subject, {
      ExplainabilityMethod: 'KernelShap',
      Label,
      ValueType: 'GlobalShapValues',
    });
    return Object.entries(values).flatMap(([feature, value]) =>
      isPublished(feature, subject) ? datum(`feature_${feature}`, Dimensions, value) : [],
    );
  });

const isPublished = (feature: string, { features }: MetricSubject): boolean => features?.includes(feature) ?? true;

const dimensions = (
  { endpoint, schedule }: MetricSubject,
  more: Readonly<Record<string, string>>,
): MetricDatum['Dimensions'] =>
  Object.entries({ Endpoint: endpoint, MonitoringSchedule: schedule, ...more }).map(([Name, Value]) => ({
    Name,
    Value,
  }));

function datum(MetricName: string, Dimensions: MetricDatum['Dimensions'], value: number): MetricDatum[] {
  const Value = publishedValue(value);
  return Value === undefined ? [] : [{ MetricName, Dimensions, Value }];
}
