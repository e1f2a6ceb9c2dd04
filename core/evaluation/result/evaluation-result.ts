import * as z from 'zod';

const share = z.number().min(0).max(1);
const interval = z.object({ low: share, high: share });
const averages = z.object({ precision: share, recall: share, f1: share });

const operatingPoint = z.object({
  threshold: z.number(),
  rows: z.int(),
  accepted: z.int(),
  errors: z.int(),
  coverage: share,
  /** Absent where nothing is accepted, as is its interval. */
  errorRate: share.optional(),
  interval: interval.optional(),
});

const target = z.object({ maxErrorRate: share, judgedBy: z.enum(['estimate', 'upper-limit']) });

const calibration = z.object({
  bins: z.array(
    z.object({ from: z.number(), to: z.number(), rows: z.int(), confidence: z.number(), accuracy: z.number() }),
  ),
  expectedCalibrationError: z.number(),
  maximumCalibrationError: z.number(),
  equalMassError: z.number(),
  logLoss: z.number(),
});

const numbers = z.object({
  classes: z.array(z.string()).min(2),
  temperature: z.number().positive(),
  rows: z.int().min(1),
  failures: z.record(z.string(), z.int()),
  /** `confusion[actual][predicted]` */
  confusion: z.array(z.array(z.int())),
  accuracy: share,
  accuracyInterval: interval,
  accuracyWithFailures: share,
  perClass: z.array(averages.extend({ support: z.int(), predicted: z.int() })),
  macro: averages,
  weighted: averages,
  baseline: z.object({ classIndex: z.int(), accuracy: share }),
  areaUnderRoc: z.number().optional(),
  raw: calibration,
  calibrated: calibration,
  riskCoverage: z.object({
    rows: z.int(),
    /** At most a thousand, evenly spaced. */
    points: z.array(
      z.object({ threshold: z.number(), accepted: z.int(), errors: z.int(), coverage: share, risk: share }),
    ),
    area: z.number(),
    excessArea: z.number(),
  }),
  current: operatingPoint,
  recommendation: z.discriminatedUnion('outcome', [
    z.object({ outcome: z.literal('recommended'), target, point: operatingPoint }),
    z.object({ outcome: z.literal('unreachable'), target, nearest: operatingPoint }),
  ]),
});
/** Every number of an evaluation but Model Monitor's, which are in `metrics.json`. */
export type EvaluationNumbers = z.infer<typeof numbers>;

/** `evaluation.json`: what was evaluated, every number, and where the other files lie. The last file that an evaluation writes. */
export const evaluationResultSchema = z.object({
  version: z.literal(1),
  run: z.string(),
  endpointName: z.string(),
  modelPackage: z.string().optional(),
  /** `s3://bucket/key` of the test data, and its version. */
  data: z.string(),
  dataVersionId: z.string().optional(),
  rowNoun: z.enum(['image', 'row']),
  startedAt: z.iso.datetime(),
  evaluatedAt: z.iso.datetime(),
  /** What a reader should know, in sentences. */
  notes: z.array(z.string()),
  evaluation: numbers,
  /** `s3://…` of each file. */
  files: z.object({
    predictions: z.string(),
    reliability: z.string(),
    riskCoverage: z.string(),
    metrics: z.string(),
    report: z.string(),
    rows: z.string(),
  }),
});
/** `failed.json`: why an evaluation was given up; the dead letter says the same. */
export const evaluationFailureSchema = z.object({
  version: z.literal(1),
  run: z.string(),
  errorName: z.string(),
  cause: z.string(),
});
export type EvaluationFailure = z.infer<typeof evaluationFailureSchema>;

export type EvaluationResult = z.infer<typeof evaluationResultSchema>;
