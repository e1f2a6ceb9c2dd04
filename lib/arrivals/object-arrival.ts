import { Duration } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { NamedEnvironment } from '../../core/contracts/environment';
import { RunbookAlarm } from '../alarms/runbook-alarm';
import { explained } from '../checks/explained';
import { type OwnVariables, ServiceFunction } from '../functions/service-function';
import { removalPolicy } from '../storage/removal-policy';
import type { StoredData } from '../storage/stored-data';

/** Of a function that starts an execution and waits for none. */
export const START_SECONDS = 30;

export interface ObjectArrivalProps<Variables> {
  readonly environment: NamedEnvironment;
  readonly data: StoredData;
  readonly machine: StateMachine;
  readonly operations: ITopic;
  /** Id of the function: `StartTraining`. */
  readonly starterId: string;
  /** Folder in `lambdas/`. */
  readonly service: string;
  readonly description: string;
  readonly variables: OwnVariables<Variables>;
  /** Which keys of the images bucket, as an event pattern has it. */
  readonly key: readonly (string | { readonly prefix: string } | { readonly wildcard: string })[];
  /** What the rule tells of. */
  readonly arrived: string;
  readonly enabled: boolean;
  /** Sid of the permission to start the machine. */
  readonly startSid: string;
  /** Of the alarm for arrivals that started nothing. */
  readonly meaning: string;
}

/**
 * An object that arrives in the images bucket starts an execution, where the configuration says so: the rule is there always, and is enabled or not. Through a
 * function, since a rule cannot name the execution, and the name is what makes one arrival one execution.
 */
export class ObjectArrival<Variables> extends Construct {
  readonly starter: ServiceFunction<Variables>;

  constructor(scope: Construct, id: string, props: ObjectArrivalProps<Variables>) {
    super(scope, id);
    const { environment, data, machine } = props;
    this.starter = new ServiceFunction<Variables>(this, props.starterId, {
      service: props.service,
      description: props.description,
      environment,
      variables: props.variables,
      timeoutSeconds: START_SECONDS,
      memoryMb: 256,
    });
    this.starter.allow({
      sid: props.startSid,
      actions: ['states:StartExecution'],
      resources: [machine.stateMachineArn],
    });
    this.keepWhatFails(props);
    new Rule(this, 'Rule', {
      description: props.arrived,
      enabled: props.enabled,
      eventPattern: {
        source: ['aws.s3'],
        detailType: ['Object Created'],
        detail: { bucket: { name: [data.images.bucketName] }, object: { key: [...props.key] } },
      },
      targets: [new LambdaFunction(this.starter)],
    });
  }

  /** EventBridge invokes asynchronously: what fails after Lambda's own attempts would be gone. */
  private keepWhatFails({ environment, data, operations, meaning }: ObjectArrivalProps<Variables>): void {
    const deadLetters = new Queue(this, 'DeadLetters', {
      encryption: QueueEncryption.KMS,
      encryptionMasterKey: data.key,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
      removalPolicy: removalPolicy(environment.removal),
    });
    explained(deadLetters, 'AwsSolutions-SQS3', 'It is itself the dead-letter queue of a function.');
    this.starter.allow({
      sid: 'KeepArrivalsThatFailed',
      actions: ['sqs:SendMessage'],
      resources: [deadLetters.queueArn],
    });
    this.starter.allow({
      sid: 'UseKey',
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      resources: [data.key.keyArn],
    });
    // The property itself: the construct's own switch would grant the role more words than it needs.
    (this.starter.node.defaultChild as CfnFunction).deadLetterConfig = { targetArn: deadLetters.queueArn };
    new RunbookAlarm(this, 'DeadLetterQueueNotEmpty', {
      article: 'dead-letter-queue-not-empty',
      meaning,
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
