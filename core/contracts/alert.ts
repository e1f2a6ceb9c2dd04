import * as z from 'zod';

/** One image that a person should look at: what an alert says about it, for machines. */
export const uncertainImageSchema = z
  .object({
    s3_bucket: z.string(),
    s3_key: z.string(),
    version_id: z.string().optional(),
    predicted_label: z.string().optional(),
    /** Calibrated probability of the predicted class, 0..1. */
    confidence: z.number(),
    threshold: z.number(),
    /** Probabilities in class order, and the names of the classes where they are known. */
    inferences: z.array(z.number()).readonly(),
    classes: z.array(z.string()).readonly().optional(),
    model_package: z.string().optional(),
    /** Names this second look in every message about it; the inference id. */
    review_id: z.string(),
    /** Opens the execution. */
    link: z.string(),
    /** Signed: whoever has it may answer. Absent where there is no picture to show. */
    second_look_link: z.string().optional(),
  })
  .readonly();
export type UncertainImage = z.infer<typeof uncertainImageSchema>;

/** What lies under the alert's marker: `pending` from before the alert, `sent` once it is out. */
export interface AlertMarkerRecord {
  readonly state: 'pending' | 'sent';
  /** ISO 8601. */
  readonly at: string;
}

/** The JSON form of an alert (`default` of the SNS message). */
export interface LowConfidenceAlert {
  readonly type: 'LowConfidence';
  readonly version: 1;
  readonly images: readonly UncertainImage[];
}

/** How many images a digest is about, whatever part of them it lists. */
export interface DigestCounts {
  /** Images that wait for a second look. */
  readonly secondLook: number;
  /** Where the digest is of a batch: all images of it, and how the others ended. */
  readonly images?: number;
  readonly accepted?: number;
  readonly failed?: number;
}

/** The JSON form of a digest: one message about many images. */
export interface LowConfidenceDigest {
  readonly type: 'LowConfidenceDigest';
  readonly version: 1;
  /** What the digest is of: the name of a batch, or a span of time. */
  readonly about: string;
  readonly counts: DigestCounts;
  /** The least certain first; as many as fit. */
  readonly images: readonly UncertainImage[];
  /** How many images the list above lacks. */
  readonly leftOut: number;
  /** Address of the full list. */
  readonly fullList: string;
}
