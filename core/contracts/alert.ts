/** One image that a person should look at: what an alert says about it, for machines. */
export interface UncertainImage {
  readonly s3_bucket: string;
  readonly s3_key: string;
  readonly version_id?: string;
  readonly predicted_label?: string;
  /** Calibrated probability of the predicted class, 0..1. */
  readonly confidence: number;
  readonly threshold: number;
  /** Probabilities in class order, and the names of the classes where they are known. */
  readonly inferences: readonly number[];
  readonly classes?: readonly string[];
  readonly model_package?: string;
  /** Names this second look in every message about it; the inference id. */
  readonly review_id: string;
  /** Opens the execution. */
  readonly link: string;
  /** Signed: whoever has it may answer. Absent where there is no picture to show. */
  readonly second_look_link?: string;
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
