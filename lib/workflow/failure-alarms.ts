import { Duration } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { ErrorName } from '../../core/contracts/errors';
import { ERROR_NAME_DIMENSION, MetricName, UNEXPECTED_ERROR } from '../../core/contracts/metric-names';
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
  /** Of the functions' own metrics. */
  readonly metricsNamespace: string;
  readonly operations: ITopic;
}

/** One alarm for each technical failure, whichever function of the environment it happens in. */
export class FailureAlarms extends Construct {
  constructor(scope: Construct, id: string, { metricsNamespace, operations }: FailureAlarmsProps) {
    super(scope, id);
    const count = (metricName: string, dimensionsMap: Readonly<Record<string, string>>): Metric =>
      new Metric({ namespace: metricsNamespace, metricName, dimensionsMap, statistic: Stats.SUM, period: PERIOD });
    for (const [errorName, failure] of Object.entries(FAILURES)) {
      const metric = count(MetricName.TechnicalFailure, { [ERROR_NAME_DIMENSION]: errorName });
      new RunbookAlarm(this, errorName, { ...failure, metric, operations });
    }
    new RunbookAlarm(this, 'CaptureNotWritten', {
      article: 'capture-not-written',
      meaning: 'Inferences are answered but not captured: the monitors will not see them.',
      metric: count(MetricName.CaptureNotWritten, { service: 'classify-image' }),
      threshold: 1,
      operations,
    });
  }
}
