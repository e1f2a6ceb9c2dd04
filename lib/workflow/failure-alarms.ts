import { Duration } from 'aws-cdk-lib';
import { MathExpression, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { ErrorName } from '../../core/contracts/errors';
import {
  ERROR_NAME_DIMENSION,
  METRICS_NAMESPACE,
  MetricName,
  UNEXPECTED_ERROR,
} from '../../core/contracts/metric-names';
import { RunbookAlarm } from '../alarms/runbook-alarm';
import type { RunbookArticle } from '../alarms/runbook-article';

interface TechnicalFailure {
  readonly article: RunbookArticle;
  readonly meaning: string;
  /** Failures in five minutes from which on somebody should look. */
  readonly threshold: number;
}

/**
 * The failures that are ours to repair, by the error's name. One denied access or one unreadable answer of the model is one too many; what
 * the retries exist for rings only when it goes on. A low confidence and a caller's bad image are no failures of ours.
 */
const FAILURES: Readonly<Partial<Record<ErrorName | typeof UNEXPECTED_ERROR, TechnicalFailure>>> = {
  [ErrorName.AccessDenied]: {
    article: 'access-denied',
    meaning: 'A function lacks a permission, or was asked for an image in a bucket that it may not read.',
    threshold: 1,
  },
  [ErrorName.StorageUnavailable]: {
    article: 'storage-unavailable',
    meaning: 'S3 or the parameter store keeps failing.',
    threshold: 5,
  },
  [ErrorName.EndpointUnavailable]: {
    article: 'endpoint-unavailable',
    meaning: 'The endpoint is absent, not in service, or failing.',
    threshold: 5,
  },
  [ErrorName.ModelThrottled]: {
    article: 'model-throttled',
    meaning: 'The endpoint is asked for more than it can do.',
    threshold: 20,
  },
  [ErrorName.ModelOutputInvalid]: {
    article: 'model-output-invalid',
    meaning: 'The model answers something that is no list of class probabilities.',
    threshold: 1,
  },
  [ErrorName.AlertNotPublished]: {
    article: 'alert-not-published',
    meaning: 'People are not told of images that need a second look.',
    threshold: 1,
  },
  [UNEXPECTED_ERROR]: {
    article: 'unexpected-error',
    meaning: 'A function failed in a way that nobody has foreseen.',
    threshold: 1,
  },
};

const PERIOD = Duration.minutes(5);

export interface FailureAlarmsProps {
  /** Names of the functions in their metrics. */
  readonly services: readonly string[];
  readonly operations: ITopic;
}

/** One alarm for each technical failure, over all functions of the workflow. */
export class FailureAlarms extends Construct {
  constructor(scope: Construct, id: string, { services, operations }: FailureAlarmsProps) {
    super(scope, id);
    for (const [errorName, failure] of Object.entries(FAILURES)) {
      new RunbookAlarm(this, errorName, { ...failure, metric: failures(errorName, services), operations });
    }
    new RunbookAlarm(this, 'CaptureNotWritten', {
      article: 'capture-not-written',
      meaning: 'Inferences are answered but not captured: the monitors will not see them.',
      metric: new Metric({
        namespace: METRICS_NAMESPACE,
        metricName: MetricName.CaptureNotWritten,
        dimensionsMap: { service: 'classify-image' },
        statistic: Stats.SUM,
        period: PERIOD,
      }),
      threshold: 1,
      operations,
    });
  }
}

/** The sum over the functions; one that published nothing counts as zero. */
function failures(errorName: string, services: readonly string[]): MathExpression {
  const metrics = services.map((service, index) => [
    `m${index}`,
    new Metric({
      namespace: METRICS_NAMESPACE,
      metricName: MetricName.TechnicalFailure,
      dimensionsMap: { service, [ERROR_NAME_DIMENSION]: errorName },
      statistic: Stats.SUM,
      period: PERIOD,
    }),
  ]);
  return new MathExpression({
    label: errorName,
    expression: services.map((_, index) => `FILL(m${index}, 0)`).join(' + '),
    usingMetrics: Object.fromEntries(metrics) as Record<string, Metric>,
    period: PERIOD,
  });
}
