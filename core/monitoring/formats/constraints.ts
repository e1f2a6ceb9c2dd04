import * as z from 'zod';
import { INFERRED_TYPES } from './statistics';

const toggle = z.enum(['Enabled', 'Disabled']);

const distributionSchema = z.looseObject({
  perform_comparison: toggle.optional(),
  /** Older files. */
  enable_comparisons: z.boolean().optional(),
  comparison_threshold: z.number().optional(),
  comparison_method: z.enum(['Simple', 'Robust']).optional(),
  categorical_comparison_threshold: z.number().optional(),
  categorical_drift_method: z.enum(['LInfinity', 'ChiSquared']).optional(),
});

const monitoringConfigSchema = z.looseObject({
  evaluate_constraints: toggle.optional(),
  emit_metrics: toggle.optional(),
  datatype_check_threshold: z.number().optional(),
  domain_content_threshold: z.number().optional(),
  distribution_constraints: distributionSchema.optional(),
});
export type MonitoringConfig = z.infer<typeof monitoringConfigSchema>;

/** Both spellings that files have. */
const overrides = {
  monitoringConfigOverrides: monitoringConfigSchema.optional(),
  monitoring_config_overrides: monitoringConfigSchema.optional(),
};

const featureSchema = z.looseObject({
  name: z.string(),
  inferred_type: z.enum(INFERRED_TYPES),
  completeness: z.number().optional(),
  num_constraints: z.looseObject({ is_non_negative: z.boolean().optional(), ...overrides }).optional(),
  string_constraints: z.looseObject({ domains: z.array(z.string()).optional(), ...overrides }).optional(),
  ...overrides,
});
export type FeatureConstraints = z.infer<typeof featureSchema>;

/** `constraints.json` of data quality. */
export const constraintsSchema = z.looseObject({
  version: z.number(),
  features: z.array(featureSchema),
  monitoring_config: monitoringConfigSchema.optional(),
});
export type Constraints = z.infer<typeof constraintsSchema>;
