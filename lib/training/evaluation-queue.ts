import { Duration } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { RunbookAlarm } from '../alarms/runbook-alarm';
import { removalPolicy } from '../storage/removal-policy';

/** Longest run of the function that reads the queue; Lambda's own maximum. Seconds. */
export const EVALUATION_TIMEOUT_SECONDS = 900;
/** The least that Lambda's documentation asks of a queue, so that a message is not seen twice while it is worked on. */
const VISIBILITY_FACTOR = 6;
/**
 * Five, since an invocation that Lambda throttles costs a receipt too, and its documentation asks for as many. Waiting for an endpoint takes none: a
 * message that waits is sent on as a new one (docs/decisions/0025-waiting-messages-are-sent-on.md).
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
 */
export const MAX_RECEIVES = 5;

export interface EvaluationQueueProps {
  readonly key: IKey;
  readonly operations: ITopic;
  readonly removal: 'retain' | 'destroy';
}

/** Messages that ask for an evaluation (`{"endpointName","testDataS3BucketName","testDataS3Key"}`), and those that nobody could serve. */
export class EvaluationQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, { key, operations, removal }: EvaluationQueueProps) {
    super(scope, id);
    const common = {
      encryption: QueueEncryption.KMS,
      encryptionMasterKey: key,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
      removalPolicy: removalPolicy(removal),
    };
    this.deadLetters = new Queue(this, 'DeadLetters', common);
    this.queue = new Queue(this, 'Queue', {
      ...common,
      visibilityTimeout: Duration.seconds(VISIBILITY_FACTOR * EVALUATION_TIMEOUT_SECONDS),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: MAX_RECEIVES },
    });
    new RunbookAlarm(this, 'DeadLetterQueueNotEmpty', {
      article: 'dead-letter-queue-not-empty',
      meaning: 'An evaluation could not be done and waits in the dead-letter queue.',
      metric: new Metric({
        namespace: 'AWS/SQS',
        metricName: 'ApproximateNumberOfMessagesVisible',
        dimensionsMap: { QueueName: this.deadLetters.queueName },
        statistic: Stats.MAXIMUM,
        period: Duration.minutes(5),
      }),
      threshold: 1,
      operations,
    });
  }
}
