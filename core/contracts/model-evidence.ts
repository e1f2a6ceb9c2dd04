import * as z from 'zod';

const share = z.number().min(0).max(1);

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
  /** On the test split. */
  test: z.object({
    rows: z.int().min(0),
    accuracy: share,
    /** Wilson's 95 % interval. */
    accuracyInterval: z.tuple([share, share]),
    /** Accuracy of always saying the most frequent class. */
    majorityAccuracy: share,
  }),
  gate: z.object({
    passed: z.boolean(),
    /** Why not, in sentences; empty where passed. */
    reasons: z.array(z.string()),
  }),
});
export type ModelEvidence = z.infer<typeof modelEvidenceSchema>;

/** Models bucket: where the evidence of a training job's model lies. */
export const modelEvidenceKey = (trainingJobName: string): string => `${trainingJobName}/evidence.json`;

/** Metadata (`CustomerMetadataProperties`) of every model package of ours. */
export const PackageMetadata = {
  /** `s3://{models}/{job}/evidence.json` */
  evidence: 'evidence',
  accuracy: 'accuracy',
  temperature: 'temperature',
  recommendedThreshold: 'recommendedThreshold',
} as const;
