import { z } from 'zod';

const count = z.int().min(0);
const seconds = z.number().min(0);
const fraction = z.number().min(0).max(1);

const STATES = '`Completed`, `CompletedWithViolations`, `NotEnoughData`, `EmptyWindow` or `Failed`';

const outcome = (what: string) =>
  z.object({
    state: z.string().describe(`How the monitor of ${what} ended: ${STATES}`),
    violations: count.describe('How many of its features, metrics or parts differ from the baseline'),
  });

/** One entry a monitor. */
const monitorsSchema = z.object({
  dataQuality: outcome('data quality'),
  modelQuality: outcome('model quality'),
  bias: outcome('bias'),
  explainability: outcome('explainability'),
  images: outcome('images'),
});
export type MonitorsSummary = z.infer<typeof monitorsSchema>;

/** `out/summary.json`: stable; fields are added, never renamed or removed. `docs/summary.md` describes it, and a test compares. */
export const runSummarySchema = z.object({
  dataset: z.object({
    name: z.string().describe('`synthetic`, `cifar100`, or the name of the folder of own images'),
    classes: z.array(z.string()).min(2).describe("Class names in the order of the model's outputs"),
    train: count.describe('Images in the training split, the validation images carved from it included'),
    test: count.describe('Images in the test split'),
  }),
  training: z.object({
    seconds: seconds.describe('Of the training job, from its `TrainingStartTime` to its `TrainingEndTime`'),
    epochs: count.describe('Epochs trained'),
    accuracy: fraction.describe('Share of the whole test split classified right through the served endpoint, 0 to 1'),
    lastEpochAccuracy: fraction.describe(
      'The same for the model of the last epoch, 0 to 1; `npm start` serves that one, so it equals `accuracy`',
    ),
  }),
  evaluation: z.object({
    accuracy: fraction.describe('Share of the answered test images classified right, 0 to 1'),
    ece: fraction.describe('Expected calibration error of the calibrated confidence, 15 bins, 0 to 1'),
    recommendedThreshold: fraction
      .nullable()
      .describe(
        'The threshold that keeps errors among accepted images to `evaluation.maxErrorRate`; null where none does',
      ),
    coverage: fraction
      .nullable()
      .describe('Share of the test images that this threshold accepts, 0 to 1; null where there is none'),
    report: z.string().describe('The evaluation’s page, `PREDICTIONS.md`, as a file'),
  }),
  workflow: z.object({
    executions: count.describe('Executions of the state machine `ImageClassification`'),
    accepted: count.describe('Executions that ended with a confidence at or above the threshold'),
    secondLook: count.describe('Executions that ended in `THRESHOLD_CONFIDENCE_NOT_MET`: a person must look'),
    failed: count.describe('Executions that ended in any other error'),
    seconds: seconds.describe('From the start of the first execution to the end of the last'),
    p50Ms: seconds.describe('Median duration of an execution, milliseconds'),
    p99Ms: seconds.describe('99th percentile of the duration of an execution, milliseconds'),
  }),
  alerts: z.object({
    published: count.describe('Alerts published to the topic, by their markers that say so'),
    emails: count.describe('E-mails of alerts that arrived in the inbox; those of alarms are not counted'),
  }),
  capture: z.object({
    files: count.describe('Data-capture files that hold at least one record of the workflow’s inferences'),
    records: count.describe('Records in them whose purpose is `traffic`, one for each inference of the workflow'),
  }),
  groundTruth: z.object({
    labels: count.describe('Second looks that the run itself has answered, from the known labels'),
  }),
  monitors: monitorsSchema.describe('The deployed monitors on what the workflow captured'),
  driftedMonitors: monitorsSchema.describe('The same monitors on a drifted copy of it'),
  batch: z.object({
    images: count.describe('Images of the test split that went through `BatchClassification` in one execution'),
    accepted: count.describe('Of these, at or above the threshold'),
    secondLook: count.describe('Of these, below the threshold'),
    failed: count.describe('Of these, failed, each with its reason'),
    imagesPerSecond: z.number().min(0).describe('Images by the seconds from start to end of that execution'),
  }),
  seconds: seconds.describe('The whole run'),
  peakRssMb: z.number().min(0).describe('Largest resident memory of any one process of the run, MB (1,000,000 bytes)'),
});

export type RunSummary = z.infer<typeof runSummarySchema>;
