import * as z from 'zod';

const constraintSchema = z.looseObject({
  threshold: z.number(),
  comparison_operator: z.enum(['LessThanThreshold', 'GreaterThanThreshold']),
});
export type MetricConstraint = z.infer<typeof constraintSchema>;

const block = z.record(z.string(), constraintSchema).optional();

/** `constraints.json` of model quality. */
export const modelQualityConstraintsSchema = z.looseObject({
  version: z.number(),
  binary_classification_constraints: block,
  multiclass_classification_constraints: block,
  regression_constraints: block,
});
export type ModelQualityConstraints = z.infer<typeof modelQualityConstraintsSchema>;
