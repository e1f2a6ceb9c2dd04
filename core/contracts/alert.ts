/** One image that a person should look at: what an alert says about it, for machines. */
export interface UncertainImage {
  readonly s3_bucket: string;
  readonly s3_key: string;
  readonly version_id?: string;
  readonly predicted_label?: string;
  /** Calibrated probability of the predicted class, 0..1. */
  readonly confidence: number;
  readonly threshold: number;
  readonly inferences: readonly number[];
  readonly model_package?: string;
  /** Names this second look in every message about it; the inference id. */
  readonly review_id: string;
  /** Opens the execution. */
  readonly link: string;
}

/** The JSON form of an alert (`default` of the SNS message). */
export interface LowConfidenceAlert {
  readonly type: 'LowConfidence';
  readonly version: 1;
  readonly images: readonly UncertainImage[];
}
