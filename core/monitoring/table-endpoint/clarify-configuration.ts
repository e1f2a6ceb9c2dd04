import { SHADOW_PREFIX } from '../../contracts/managed-monitoring';
import { TABLE_CONTENT_TYPE } from '../../contracts/released-model';
import type { BiasValue, Match } from '../bias/match';
import { defaultSamples } from '../explainability/kernel-shap';
import type { TableExplanation } from './table-baseline';
import type { TableSubject } from './table-subject';

/**
 * Configuration of Clarify for the bias of a table endpoint's answers, as its monitor of bias reads it beside `analysis.json`. All facets share the label, the first
 * one's group variable is taken.
 * @returns undefined where there is no facet
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/clarify-processing-job-configure-analysis.html
 */
export function clarifyBiasConfiguration({ features, label, questions }: TableSubject): object | undefined {
  const [first] = questions;
  if (first === undefined) return undefined;
  return {
    dataset_type: TABLE_CONTENT_TYPE,
    headers: [label, ...features],
    label,
    label_values_or_threshold: valuesOrThreshold(first.positive),
    facet: questions.map(({ facet, disadvantaged }) => ({
      name_or_index: facet,
      value_or_threshold: valuesOrThreshold(disadvantaged),
    })),
    ...(first.groupVariable === undefined ? {} : { group_variable: first.groupVariable }),
  };
}

/** A model that Clarify makes an endpoint of for each job, to ask it there. */
export interface ShadowModel {
  /** Of SageMaker. */
  readonly modelName: string;
  readonly instanceType: string;
}

/**
 * Configuration of Clarify for the attributions of a table endpoint, as its monitor of explainability reads it beside `analysis.json`: the same row for "nothing
 * special", the same number of questions, the same mean of absolute values. Captured requests have no label, so `headers` are the features alone. Values of single rows
 * are not saved: they would put rows of the traffic into the reports.
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/clarify-processing-job-configure-analysis.html
 */
export function clarifyExplainabilityConfiguration(
  { features, seed }: TableSubject,
  { shap, samples = defaultSamples(features.length) }: TableExplanation,
  { modelName, instanceType }: ShadowModel,
): object {
  return {
    dataset_type: TABLE_CONTENT_TYPE,
    headers: [...features],
    methods: {
      shap: {
        baseline: [shap],
        num_samples: samples,
        agg_method: 'mean_abs',
        use_logit: false,
        save_local_shap_values: false,
        seed,
      },
      report: { name: 'report', title: 'Analysis Report' },
    },
    predictor: {
      model_name: modelName,
      instance_type: instanceType,
      initial_instance_count: 1,
      accept_type: TABLE_CONTENT_TYPE,
      content_type: TABLE_CONTENT_TYPE,
      endpoint_name_prefix: SHADOW_PREFIX,
    },
  };
}

const valuesOrThreshold = (match: Match): readonly BiasValue[] =>
  'threshold' in match ? [match.threshold] : match.values.map(asNumber);

/** Clarify compares numbers with numbers: "1" would match no row. */
const asNumber = (value: BiasValue): BiasValue =>
  typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value)) ? Number(value) : value;
