import * as z from 'zod';
import { tableWatchSchema } from './table-watch';

const share = z.number().min(0).max(1);

/** Labelled rows of a table, for whoever releases, evaluates or watches its model. */
export const testDataSchema = z.object({
  bucket: z.string().min(1),
  key: z.string().min(1),
  labelColumn: z.string().min(1),
});

/**
 * What is known of a candidate model: written by the gate beside the model's artifact, read by whoever releases the package. Every package of ours
 * names it in its metadata, since metadata values hold 256 characters only.
 */
export const modelEvidenceSchema = z.object({
  version: z.literal(1),
  trainingJobName: z.string().min(1),
  /** Class names in the order of the model's outputs. */
  classes: z.array(z.string().min(1)).min(2),
  /** Of the calibration, fitted on the validation split; T > 0. */
  temperature: z.number().positive(),
  /** The threshold that the validation split recommends for the configured error among accepted images; null where no threshold reaches it. */
  recommendedThreshold: share.nullable(),
  /** How the temperature and the threshold came about, on the validation split. */
  validation: z
    .object({
      rows: z.int().min(0),
      /** `fitted`, or why the temperature stayed what it is (`core/evaluation/calibration/fit-temperature.ts`). */
      calibration: z.string(),
      /** The share of errors among accepted images that the threshold was to keep to. */
      targetError: share,
      /** Share of images that the recommended threshold accepts; null where there is none. */
      coverage: share.nullable(),
    })
    .optional(),
  /** On the test split. */
  test: z.object({
    rows: z.int().min(0),
    accuracy: share,
    /** Wilson's 95 % interval. */
    accuracyInterval: z.tuple([share, share]),
    /** Accuracy of always saying the most frequent class. */
    majorityAccuracy: share,
    /** Of two classes: area under the ROC curve, and F1, of the second. */
    areaUnderRoc: share.optional(),
    f1: share.optional(),
  }),
  /** Of a model of tables: what to ask it about. Absent for images, whose test split has its one place. */
  testData: testDataSchema.optional(),
  /** Of a model of tables: the labelled rows that its monitors' baseline is made of. @default testData */
  baselineData: testDataSchema.optional(),
  /** Of a model of tables: how its monitors are to look at it. */
  watch: tableWatchSchema.optional(),
  /** Beside the released model, on the test images that both have answered; absent where none was released or has evidence. */
  comparison: z
    .object({
      modelPackage: z.string(),
      rows: z.int().min(1),
      /** Images that the candidate alone gets right, and that the released model alone does. */
      candidateOnly: z.int().min(0),
      releasedOnly: z.int().min(0),
      /** Accuracy of the candidate minus that of the released model, -1..1, and Tango's 95 % interval. */
      difference: z.number(),
      interval: z.tuple([z.number(), z.number()]),
    })
    .optional(),
  gate: z.object({
    passed: z.boolean(),
    /** Why not, in sentences; empty where passed. */
    reasons: z.array(z.string()),
    /** What a reader should know, e.g. why nothing was compared. */
    notes: z.array(z.string()).optional(),
  }),
});
export type ModelEvidence = z.infer<typeof modelEvidenceSchema>;

/** Models bucket: where the evidence of a training job's model lies. */
export const modelEvidenceKey = (trainingJobName: string): string => `${trainingJobName}/evidence.json`;

/** Models bucket, beside the evidence: the test split's metrics in Model Monitor's form, and the answer to each of its images. */
export const modelMetricsKey = (trainingJobName: string): string => `${trainingJobName}/metrics.json`;
export const modelPredictionsKey = (trainingJobName: string): string => `${trainingJobName}/predictions.jsonl`;

/** One line of the predictions. */
export const modelPredictionSchema = z.object({
  /** Relative to the test split's folder. */
  file: z.string().min(1),
  /** ETag of the image, which tells another image of the same name. */
  etag: z.string(),
  /** Class index. */
  label: z.int().min(0),
  /** As the model gave them, in class order. */
  probabilities: z.array(z.number()).min(2),
});
export type ModelPrediction = z.infer<typeof modelPredictionSchema>;

/** Metadata (`CustomerMetadataProperties`) of every model package of ours. */
export const PackageMetadata = {
  /** `s3://{models}/{job}/evidence.json` */
  evidence: 'evidence',
  accuracy: 'accuracy',
  temperature: 'temperature',
  recommendedThreshold: 'recommendedThreshold',
  /** The interval of the accuracy, and the accuracy of always saying the most frequent class. */
  accuracyInterval: 'accuracyInterval',
  majorityAccuracy: 'majorityAccuracy',
  /** `passed` or `not passed`; the reasons are in the package's description and in the evidence. */
  gate: 'gate',
  dataset: 'dataset',
  trainingJob: 'trainingJob',
} as const;
