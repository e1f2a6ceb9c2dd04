import type { Constraints, FeatureConstraints } from '../formats/constraints';
import { DEFAULT_MONITORING_CONFIG } from '../formats/monitoring-settings';
import type { FeatureStatistics, Statistics } from '../formats/statistics';

/** Texts with more distinct values than this are no domain: the limit of low cardinality in the service's engine. */
const MAX_DOMAIN = 120;

/** `constraints.json` that the data itself satisfies: what a baseline suggests. */
export const suggestConstraints = ({ features }: Statistics): Constraints => ({
  version: 0,
  features: features.map(constraintsOf),
  monitoring_config: {
    ...DEFAULT_MONITORING_CONFIG,
    distribution_constraints: { ...DEFAULT_MONITORING_CONFIG.distribution_constraints },
  },
});

function constraintsOf({
  name,
  inferred_type,
  numerical_statistics,
  string_statistics,
}: FeatureStatistics): FeatureConstraints {
  const common = (numerical_statistics ?? string_statistics)?.common;
  const rows = common === undefined ? 0 : common.num_present + common.num_missing;
  const completeness = common === undefined || rows === 0 ? 0 : common.num_present / rows;
  const min = numerical_statistics?.min;
  const domains = string_statistics?.distribution?.categorical?.buckets.map(({ value }) => value);
  return {
    name,
    inferred_type,
    completeness,
    ...(typeof min === 'number' ? { num_constraints: { is_non_negative: min >= 0 } } : {}),
    ...(domains !== undefined && domains.length <= MAX_DOMAIN ? { string_constraints: { domains } } : {}),
  };
}
