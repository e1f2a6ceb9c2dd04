import * as z from 'zod';

/**
 * What an evaluation has decided to do, written before its first part and never again: later invocations, and duplicates of the message, do the
 * same with the same data.
 */
export const evaluationPlanSchema = z.object({
  version: z.literal(1),
  run: z.string().min(1),
  endpointName: z.string().min(1),
  /** Of the endpoint; another one means that another model serves. */
  endpointConfigName: z.string(),
  /** ARN of the released model package; absent where the endpoint is not the environment's own. */
  modelPackage: z.string().optional(),
  /** Class names in the order of the model's outputs. */
  classes: z.array(z.string()).min(2),
  temperature: z.number().positive(),
  data: z.object({
    bucket: z.string().min(1),
    key: z.string().min(1),
    /** Absent in a bucket without versions. */
    versionId: z.string().optional(),
    labelColumn: z.string().optional(),
  }),
  rows: z.int().min(1),
  rowsPerPart: z.int().min(1),
  /** ISO 8601. */
  startedAt: z.iso.datetime(),
});
export type EvaluationPlan = z.infer<typeof evaluationPlanSchema>;
