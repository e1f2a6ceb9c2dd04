import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import type { LifecycleRule } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { NamedEnvironment } from '../../core/contracts/environment';
import {
  ALERT_MARKER_PREFIX,
  ANSWER_PREFIX,
  CAPTURE_PREFIX,
  CHECKPOINT_PREFIX,
  EVALUATION_PROGRESS_PREFIX,
  GROUND_TRUTH_PREFIX,
  INCOMING_PREFIX,
  MONITOR_PARTS_PREFIX,
  OPEN_ITEM_PREFIX,
  TRAINING_RUN_PREFIX,
} from '../../core/contracts/storage-layout';
import { PrivateTopic } from '../alarms/private-topic';
import { publish } from '../published/publish';
import { EnvironmentKey } from '../storage/environment-key';
import { PrivateBucket } from '../storage/private-bucket';

/** What serves one execution only is of no use any more: executions last hours, and can be redriven for 14 days. */
const DAYS_AFTER_EXECUTION = 30;

/** What must outlive everything else: key and buckets; and the topic that every later stack's alarms ring. */
export class StorageStack extends Stack {
  constructor(scope: Construct, id: string, environment: NamedEnvironment, props: StackProps) {
    super(scope, id, props);
    const { removal, retention } = environment;
    const key = new EnvironmentKey(this, 'Key', environment);
    const accessLogs = new PrivateBucket(this, 'AccessLogs', {
      removal,
      oldVersionDays: 1,
      lifecycleRules: [{ id: 'OldLogs', expiration: Duration.days(90) }],
    });
    const common = { removal, key, accessLogs };
    const images = new PrivateBucket(this, 'Images', {
      ...common,
      eventBridge: true,
      lifecycleRules: [
        { id: 'AlertMarkers', prefix: ALERT_MARKER_PREFIX, expiration: Duration.days(DAYS_AFTER_EXECUTION) },
        ...expirations({
          Incoming: [INCOMING_PREFIX, retention.incomingDays],
          OpenSecondLooks: [OPEN_ITEM_PREFIX, retention.openDays],
          Answers: [ANSWER_PREFIX, retention.answerDays],
        }),
      ],
    });
    const models = new PrivateBucket(this, 'Models', {
      ...common,
      lifecycleRules: [
        { id: 'Checkpoints', prefix: CHECKPOINT_PREFIX, expiration: Duration.days(DAYS_AFTER_EXECUTION) },
        { id: 'TrainingRuns', prefix: TRAINING_RUN_PREFIX, expiration: Duration.days(DAYS_AFTER_EXECUTION) },
      ],
    });
    const capture = new PrivateBucket(this, 'Capture', {
      ...common,
      lifecycleRules: expirations({
        Captures: [`${CAPTURE_PREFIX}/`, retention.captureDays],
        GroundTruth: [`${GROUND_TRUTH_PREFIX}/`, retention.groundTruthDays],
      }),
    });
    const reports = new PrivateBucket(this, 'Reports', {
      ...common,
      lifecycleRules: [
        {
          id: 'EvaluationProgress',
          prefix: EVALUATION_PROGRESS_PREFIX,
          expiration: Duration.days(DAYS_AFTER_EXECUTION),
        },
        { id: 'MonitorParts', prefix: MONITOR_PARTS_PREFIX, expiration: Duration.days(DAYS_AFTER_EXECUTION) },
      ],
    });
    const operations = new PrivateTopic(this, 'Operations', {
      key,
      emails: environment.operations.emails,
      alarms: true,
    });
    publish(this, environment, {
      KeyArn: key.keyArn,
      ImagesBucket: images.bucketName,
      ModelsBucket: models.bucketName,
      CaptureBucket: capture.bucketName,
      ReportsBucket: reports.bucketName,
      OperationsTopicArn: operations.topicArn,
    });
  }
}

/** A rule for each prefix whose data has an end. */
function expirations(
  ends: Readonly<Record<string, readonly [prefix: string, days: number | undefined]>>,
): LifecycleRule[] {
  return Object.entries(ends).flatMap(([id, [prefix, days]]) =>
    days === undefined ? [] : [{ id, prefix, expiration: Duration.days(days) }],
  );
}
