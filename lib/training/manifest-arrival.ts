import { Duration } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { DATASET_MANIFEST_KEY } from '../../core/contracts/dataset-manifest';
import type { NamedEnvironment } from '../../core/contracts/environment';
import type { StartTrainingEnvironment } from '../../lambdas/start-training/env';
import { RunbookAlarm } from '../alarms/runbook-alarm';
import { explained } from '../checks/explained';
import { ServiceFunction } from '../functions/service-function';
import { removalPolicy } from '../storage/removal-policy';
import type { StoredData } from '../storage/stored-data';

export const START_TRAINING_SECONDS = 30;

export interface ManifestArrivalProps {
  readonly environment: NamedEnvironment;
  readonly data: StoredData;
  readonly machine: StateMachine;
  readonly operations: ITopic;
}

/**
 * A new data set manifest in the images bucket starts a training, where `training.startOnManifest` says so: the rule is there always, and
 * is enabled or not. Through a function, since a rule cannot name the execution, and the name is what makes one arrival one training.
 */
export class ManifestArrival extends Construct {
  readonly startTraining: ServiceFunction<StartTrainingEnvironment>;

  constructor(scope: Construct, id: string, { environment, data, machine, operations }: ManifestArrivalProps) {
    super(scope, id);
    this.startTraining = new ServiceFunction<StartTrainingEnvironment>(this, 'StartTraining', {
      service: 'start-training',
      description: 'Starts a training for a data set manifest that has arrived',
      environment,
      variables: { STATE_MACHINE_ARN: machine.stateMachineArn },
      timeoutSeconds: START_TRAINING_SECONDS,
      memoryMb: 256,
    });
    this.startTraining.allow({
      sid: 'StartTrainings',
      actions: ['states:StartExecution'],
      resources: [machine.stateMachineArn],
    });
    this.keepWhatFails({ environment, data, machine, operations });
    new Rule(this, 'Rule', {
      description: 'A data set manifest has arrived in the images bucket',
      enabled: environment.training.startOnManifest,
      eventPattern: {
        source: ['aws.s3'],
        detailType: ['Object Created'],
        detail: { bucket: { name: [data.images.bucketName] }, object: { key: [DATASET_MANIFEST_KEY] } },
      },
      targets: [new LambdaFunction(this.startTraining)],
    });
  }

  /** EventBridge invokes asynchronously: what fails after Lambda's own attempts would be gone. */
  private keepWhatFails({ environment, data, operations }: ManifestArrivalProps): void {
    const deadLetters = new Queue(this, 'DeadLetters', {
      encryption: QueueEncryption.KMS,
      encryptionMasterKey: data.key,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
      removalPolicy: removalPolicy(environment.removal),
    });
    explained(deadLetters, 'AwsSolutions-SQS3', 'It is itself the dead-letter queue of a function.');
    this.startTraining.allow({
      sid: 'KeepArrivalsThatFailed',
      actions: ['sqs:SendMessage'],
      resources: [deadLetters.queueArn],
    });
    this.startTraining.allow({
      sid: 'UseKey',
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      resources: [data.key.keyArn],
    });
    // The property itself: the construct's own switch would grant the role more words than it needs.
    (this.startTraining.node.defaultChild as CfnFunction).deadLetterConfig = { targetArn: deadLetters.queueArn };
    new RunbookAlarm(this, 'DeadLetterQueueNotEmpty', {
      article: 'dead-letter-queue-not-empty',
      meaning: 'A data set manifest arrived and no training could be started for it.',
      metric: new Metric({
        namespace: 'AWS/SQS',
        metricName: 'ApproximateNumberOfMessagesVisible',
        dimensionsMap: { QueueName: deadLetters.queueName },
        statistic: Stats.MAXIMUM,
        period: Duration.minutes(5),
      }),
      threshold: 1,
      operations,
    });
  }
}
