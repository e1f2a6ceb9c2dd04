import type { Constraints, FeatureConstraints, MonitoringConfig } from './constraints';

/** What a constraints file wants of one feature. */
export interface MonitoringSettings {
  readonly isEvaluated: boolean;
  readonly isEmitted: boolean;
  /** Share of the present values that must have the type. */
  readonly dataTypeThreshold: number;
  /** Share of the present values that must lie in the domain. */
  readonly domainThreshold: number;
  readonly isCompared: boolean;
  readonly comparisonThreshold: number;
  readonly comparisonMethod: 'Simple' | 'Robust';
  readonly categoricalThreshold: number;
  readonly categoricalMethod: 'LInfinity' | 'ChiSquared';
}

/** What real baseline jobs write. */
export const DEFAULT_MONITORING_CONFIG = {
  evaluate_constraints: 'Enabled',
  emit_metrics: 'Enabled',
  datatype_check_threshold: 1,
  domain_content_threshold: 1,
  distribution_constraints: {
    perform_comparison: 'Enabled',
    comparison_threshold: 0.1,
    comparison_method: 'Robust',
    categorical_comparison_threshold: 0.1,
    categorical_drift_method: 'LInfinity',
  },
} as const satisfies MonitoringConfig;

/**
 * The settings of one feature: those of the file, and over them the feature's own, in any of the places and spellings that files have
 * (`monitoringConfigOverrides`, `monitoring_config_overrides`, also within `string_constraints`; `enable_comparisons`).
 */
export function monitoringSettings(
  { monitoring_config }: Constraints,
  feature?: FeatureConstraints,
): MonitoringSettings {
  const places = [feature, feature?.num_constraints, feature?.string_constraints];
  const configs = [
    monitoring_config,
    ...places.flatMap((place) => [place?.monitoring_config_overrides, place?.monitoringConfigOverrides]),
  ].filter((config) => config !== undefined);
  const merged: MonitoringConfig = Object.assign({}, DEFAULT_MONITORING_CONFIG, ...configs);
  const compared = Object.assign(
    {},
    DEFAULT_MONITORING_CONFIG.distribution_constraints,
    ...configs.map(({ distribution_constraints }) => distribution_constraints),
  ) as NonNullable<MonitoringConfig['distribution_constraints']>;
  return {
    isEvaluated: merged.evaluate_constraints !== 'Disabled',
    isEmitted: merged.emit_metrics !== 'Disabled',
    dataTypeThreshold: merged.datatype_check_threshold!,
    domainThreshold: merged.domain_content_threshold!,
    isCompared: compared.perform_comparison !== 'Disabled' && compared.enable_comparisons !== false,
    comparisonThreshold: compared.comparison_threshold!,
    comparisonMethod: compared.comparison_method!,
    categoricalThreshold: compared.categorical_comparison_threshold!,
    categoricalMethod: compared.categorical_drift_method!,
  };
}
