import { Duration } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { NamedEnvironment } from '../../core/contracts/environment';
import type { SendDigestEnvironment } from '../../lambdas/send-digest/env';
import { RunbookAlarm } from '../alarms/runbook-alarm';
import { FunctionSchedule } from '../functions/function-schedule';
import { ServiceFunction } from '../functions/service-function';
import type { LinkKey } from '../second-look-page/link-key';
import { removalPolicy } from '../storage/removal-policy';

/** Of one digest run. Seconds. */
export const DIGEST_TIMEOUT_SECONDS = 120;
/** A run that died must be over before its alerts show again. Seconds. */
const VISIBILITY_SECONDS = 180;
/** Rounds that an alert is tried in before it is given up: with the shortest window, a quarter of an hour. */
const MAX_RECEIVES = 5;
/** How often the queue is looked into where alerts do not gather, and it only holds what the topic did not take. Minutes. */
const RETRY_MINUTES = 1;

export interface AlertDigestsProps {
  readonly environment: NamedEnvironment;
  readonly key: IKey;
  readonly topic: ITopic;
  readonly operations: ITopic;
  readonly linkKey: LinkKey;
  /** Address of the second-look pages. */
  readonly reviewUrl: string;
}

/** Alerts that go out together, and those that the topic did not take: a queue, and the function that empties it on a schedule. */
export class AlertDigests extends Construct {
  readonly queue: Queue;
  readonly sendDigest: ServiceFunction<SendDigestEnvironment>;

  constructor(scope: Construct, id: string, props: AlertDigestsProps) {
    super(scope, id);
    const { environment, key, operations } = props;
    const { windowSeconds } = environment.alerts;
    const common = {
      encryption: QueueEncryption.KMS,
      encryptionMasterKey: key,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
      removalPolicy: removalPolicy(environment.removal),
    };
    const deadLetters = new Queue(this, 'DeadLetters', common);
    this.queue = new Queue(this, 'Queue', {
      ...common,
      visibilityTimeout: Duration.seconds(VISIBILITY_SECONDS),
      deadLetterQueue: { queue: deadLetters, maxReceiveCount: MAX_RECEIVES },
    });
    this.sendDigest = this.makeSendDigest(props);
    const everyMinutes = windowSeconds === 0 ? RETRY_MINUTES : windowSeconds / 60;
    new FunctionSchedule(this, 'Window', {
      scheduled: this.sendDigest,
      description: 'Sends the alerts that have gathered',
      everyMinutes,
    });
    new RunbookAlarm(this, 'DeadLetterQueueNotEmpty', {
      article: 'dead-letter-queue-not-empty',
      meaning: 'Alerts could not be sent and wait in the dead-letter queue.',
      metric: queueMetric(deadLetters, 'ApproximateNumberOfMessagesVisible'),
      threshold: 1,
      operations,
    });
    new RunbookAlarm(this, 'AlertsWaiting', {
      article: 'alerts-waiting',
      meaning: 'Alerts wait for longer than their window: nobody sends them.',
      metric: queueMetric(this.queue, 'ApproximateAgeOfOldestMessage'),
      threshold: 2 * everyMinutes * 60 + MAX_RECEIVES * VISIBILITY_SECONDS,
      operations,
    });
  }

  private makeSendDigest({ environment, key, topic, linkKey, reviewUrl }: AlertDigestsProps) {
    const made = new ServiceFunction<SendDigestEnvironment>(this, 'SendDigest', {
      service: 'send-digest',
      description: 'Sends the alerts that have gathered as one message',
      environment,
      variables: {
        TOPIC_ARN: topic.topicArn,
        ALERT_QUEUE_URL: this.queue.queueUrl,
        ALERT_WINDOW_SECONDS: String(environment.alerts.windowSeconds),
        REVIEW_URL: reviewUrl,
        LINK_SECRET_ARN: linkKey.secretArn,
        LINK_DAYS: String(environment.secondLook.linkDays),
      },
      timeoutSeconds: DIGEST_TIMEOUT_SECONDS,
    });
    made.allow({
      sid: 'TakeAlerts',
      actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage'],
      resources: [this.queue.queueArn],
    });
    made.allow({ sid: 'Alert', actions: ['sns:Publish'], resources: [topic.topicArn] });
    linkKey.allowReading(made);
    made.allow({ sid: 'UseKey', actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [key.keyArn] });
    return made;
  }
}

const queueMetric = (queue: Queue, metricName: string): Metric =>
  new Metric({
    namespace: 'AWS/SQS',
    metricName,
    dimensionsMap: { QueueName: queue.queueName },
    statistic: Stats.MAXIMUM,
    period: Duration.minutes(5),
  });
