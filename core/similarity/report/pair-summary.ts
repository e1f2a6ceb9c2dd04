import * as z from 'zod';

const share = z.number().min(0).max(1);
const count = z.int().min(0);

/** One hour of traffic, as the monitor has found it. */
const hourSchema = z.object({
  /** Its begin, `2026-01-01T14`, in UTC: a window of the commands. */
  window: z.string(),
  state: z.enum(['Completed', 'CompletedWithViolations', 'NotEnoughData', 'EmptyWindow', 'Failed']),
  violations: count,
  /** Requests that were sent and answered. */
  requests: count,
  /** Share of labels that were turned round on purpose. */
  flipped: share,
  /** Null where nothing could be measured. */
  f1: share.nullable(),
  report: z.string(),
});
export type PairHour = z.infer<typeof hourSchema>;

/** `summary.json` of the text-similarity example. */
export const pairSummarySchema = z.object({
  data: z.object({
    name: z.string(),
    pairs: count,
    paraphrases: count,
    train: count,
    validation: count,
    test: count,
    seed: z.int(),
  }),
  training: z.object({ job: z.string(), seconds: z.number() }),
  gate: z.object({
    passed: z.boolean(),
    reasons: z.array(z.string()),
    minF1: share,
    maxSquaredError: share,
    f1: share,
    precision: share,
    recall: share,
    squaredError: share,
    constantF1: share,
    constantSquaredError: share,
  }),
  modelPackage: z.string(),
  traffic: z.object({ requests: count, labels: count }),
  baselineRows: count,
  hours: z.array(hourSchema),
  cleanup: z.object({ removed: count }),
  seconds: z.number(),
  peakRssMb: z.number(),
});
export type PairSummary = z.infer<typeof pairSummarySchema>;
