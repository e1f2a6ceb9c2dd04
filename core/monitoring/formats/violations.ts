import * as z from 'zod';
import type { Violation } from '../../contracts/monitor-report';

const violationSchema = z.looseObject({
  constraint_check_type: z.string(),
  description: z.string(),
  feature_name: z.string().optional(),
  metric_name: z.string().optional(),
  facet: z.string().optional(),
  facet_value: z.string().optional(),
  label: z.string().optional(),
});

/** `constraint_violations.json`; those of bias and explainability have a version. */
export const violationsSchema = z.looseObject({ version: z.string().optional(), violations: z.array(violationSchema) });
export type Violations = z.infer<typeof violationsSchema>;

export const violationsFile = (violations: readonly Violation[], version?: string): Violations => ({
  ...(version === undefined ? {} : { version }),
  violations: violations.map((violation) => ({ ...violation })),
});
