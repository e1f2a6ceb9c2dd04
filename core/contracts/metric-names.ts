/** CloudWatch metrics that the functions publish (embedded metric format): used by the functions, the alarms and the dashboard. */
export const METRICS_NAMESPACE = 'SecondLook';

export const MetricName = {
  /** One per invocation that failed for a technical reason; dimensions `service` and `errorName`. */
  TechnicalFailure: 'TechnicalFailure',
  /** One per image at or above the threshold; dimension `service`. */
  Accepted: 'Accepted',
  /** One per image below the threshold; dimension `service`. */
  LowConfidence: 'LowConfidence',
  /** One per inference whose capture record could not be written (serverless endpoints only); dimension `service`. */
  CaptureNotWritten: 'CaptureNotWritten',
} as const;

export const ERROR_NAME_DIMENSION = 'errorName';

/** What the dimension says of an error that has no name of ours: a bug, or something nobody has thought of. Alarms know names only. */
export const UNEXPECTED_ERROR = 'Unexpected';
