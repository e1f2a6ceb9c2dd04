import * as z from 'zod';
import { MONITOR_KINDS } from '../contracts/monitor-report';
import { acceptanceSchema } from './acceptance';

/** Kinds of monitors that look at an experiment, in their order. */
export const EXPERIMENT_KINDS = ['data-quality', 'model-quality', 'bias', 'explainability'] as const;
export type ExperimentKind = (typeof EXPERIMENT_KINDS)[number];

/** What an experiment is told; the same for a baseline and all runs against it. */
export const experimentParametersSchema = z.object({
  /** The table that is altered. */
  data: z.array(z.string()),
  label: z.string(),
  model: z.string(),
  /** Class 1 is predicted from this probability on. */
  threshold: z.number(),
  /** Facets of bias, as `--facet` takes them. */
  facet: z.array(z.string()),
  group: z.string().optional(),
  /** Level of significance of bias; whatever is farther from fair where it is absent. */
  level: z.number().optional(),
  /** Rows that are explained, and questions a row. */
  rows: z.number(),
  samples: z.number(),
  seed: z.number(),
});
export type ExperimentParameters = z.infer<typeof experimentParametersSchema>;

/** `baseline.json`: what the runs of a folder are compared with. */
export const baselineRecordSchema = z.object({
  version: z.literal(1),
  /** SHA-256 of the unaltered table with the model's answers. */
  fingerprint: z.string(),
  parameters: experimentParametersSchema,
  rows: z.number(),
  acceptance: acceptanceSchema,
});
export type BaselineRecord = z.infer<typeof baselineRecordSchema>;

/** `run.json`: one run. Places of files are relative to its folder. */
export const runRecordSchema = z.object({
  version: z.literal(1),
  name: z.string(),
  /** ISO 8601 */
  created: z.string(),
  /** The declaration that was played, by the rules of its time: a stored run is read whatever scenarios may declare today. */
  scenario: z.looseObject({ name: z.string(), meaning: z.string() }),
  parameters: experimentParametersSchema,
  rows: z.number(),
  acceptance: acceptanceSchema,
  verdicts: z.array(z.object({ kind: z.enum(MONITOR_KINDS), state: z.string(), violations: z.number() })),
  files: z.object({
    /** Features, label and answers. */
    table: z.string(),
    /** Features alone. */
    features: z.string(),
    /** The reports of each monitor, a folder each. */
    reports: z.record(z.enum(EXPERIMENT_KINDS), z.string()),
    baseline: z.string(),
  }),
});
export type RunRecord = z.infer<typeof runRecordSchema>;
