import type { BiasValue, Match } from '../bias/match';
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
    dataset_type: 'text/csv',
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

const valuesOrThreshold = (match: Match): readonly BiasValue[] =>
  'threshold' in match ? [match.threshold] : match.values.map(asNumber);

/** Clarify compares numbers with numbers: "1" would match no row. */
const asNumber = (value: BiasValue): BiasValue =>
  typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value)) ? Number(value) : value;
