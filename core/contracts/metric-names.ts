/**
 * Namespace of the CloudWatch metrics that the functions of one environment publish: `SecondLook/second-look-dev`. One for each environment,
 * so that two of them in one account and region ring no alarms for one another.
 */
export const metricsNamespace = (app: string, environment: string): string => `SecondLook/${app}-${environment}`;

/** The metrics of that namespace (embedded metric format): used by the functions, the alarms and the dashboard. */
export const MetricName = {
  /** One per invocation that failed for a technical reason, whichever the function; dimension `errorName` alone. */
  TechnicalFailure: 'TechnicalFailure',
  /** One per image at or above the threshold; dimension `service`. */
  Accepted: 'Accepted',
  /** One per image below the threshold; dimension `service`. */
  LowConfidence: 'LowConfidence',
  /** One per second look that somebody answered with a class; dimension `service`. */
  Labelled: 'Labelled',
  /** One per second look answered with `none-of-these` or `cannot-tell`, which are no labels; dimension `service`. */
  OtherAnswer: 'OtherAnswer',
  /** One per answer whose label the sweeper had to write, for its own process had died; dimension `service`. */
  Repaired: 'Repaired',
  /** One per inference whose capture record could not be written (serverless endpoints only); dimension `service`. */
  CaptureNotWritten: 'CaptureNotWritten',
  /** Violations that a monitor found in a window; dimension `monitor`. */
  MonitorViolations: 'MonitorViolations',
  /** One per report that could not be made; dimension `monitor`. */
  MonitorFailed: 'MonitorFailed',
  /** One per evaluation whose report is written; dimension `service`. */
  EvaluationReported: 'EvaluationReported',
  /** One per evaluation message sent to the dead-letter queue by the function; dimension `service`. */
  EvaluationDeadLettered: 'EvaluationDeadLettered',
} as const;

/**
 * One per invocation of a function that ended without its code having a say: counted from Lambda's own log lines, which name no function,
 * so that each function has a metric of its own, without dimensions.
 */
export const crashedMetricName = (name: string): string => `Crashed.${name}`;

export const ERROR_NAME_DIMENSION = 'errorName';

/** What the dimension says of an error that has no name of ours: a bug, or something nobody has thought of. Alarms know names only. */
export const UNEXPECTED_ERROR = 'Unexpected';

/** Dimension of the monitors' own metrics: which monitor it was. */
export const MONITOR_DIMENSION = 'monitor';

/**
 * The namespace of the monitors' metrics: `aws/sagemaker/…` belongs to the service. Names and dimensions are the service's, so that a dashboard moves
 * over by changing this word.
 */
export const monitorsNamespace = (app: string, environment: string): string =>
  `SecondLook/${app}-${environment}/Monitors`;
