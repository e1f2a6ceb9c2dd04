import { Stack } from 'aws-cdk-lib';
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { NamedEnvironment } from '../../core/contracts/environment';
import { metricsNamespace } from '../../core/contracts/metric-names';
import { endpointName, releasedModelParameterName } from '../../core/contracts/released-model';
import { EVALUATION_PROGRESS_PREFIX, EVALUATION_REPORTS_PREFIX } from '../../core/contracts/storage-layout';
import type { EvaluateModelEnvironment } from '../../lambdas/evaluate-model/env';
import type { Permission } from '../checks/allow';
import { ServiceFunction } from '../functions/service-function';
import type { StoredData } from '../storage/stored-data';
import { FunctionAlarms } from '../workflow/function-alarms';
import { EVALUATION_TIMEOUT_SECONDS, type EvaluationQueue, MAX_RECEIVES } from './evaluation-queue';

/** Test data is read whole, and every row is kept until the report; it is also two thirds of a second processor. MB. */
const MEMORY_MB = 2048;
/** Images of one part: a few seconds' work, and by far less than an invocation even on a slow endpoint. */
const ROWS_PER_PART = 500;
/** A report over a million rows takes some ten seconds. */
const HAND_OVER_SECONDS = 60;

export interface EvaluateModelProps {
  readonly environment: NamedEnvironment;
  readonly data: StoredData;
  readonly evaluation: EvaluationQueue;
  readonly operations: ITopic;
}

/**
 * The function `evaluate-model` behind the evaluation queue. One message an invocation: an evaluation that runs out of memory or time must not take
 * the messages beside it along.
 */
export class EvaluateModel extends Construct {
  constructor(scope: Construct, id: string, props: EvaluateModelProps) {
    super(scope, id);
    const { environment, evaluation, operations } = props;
    const evaluate = new ServiceFunction<EvaluateModelEnvironment>(this, 'Function', {
      service: 'evaluate-model',
      description: 'Evaluates an endpoint on labelled test data and writes the report',
      environment,
      variables: variables(props),
      timeoutSeconds: EVALUATION_TIMEOUT_SECONDS,
      memoryMb: MEMORY_MB,
      // Messages that wait, and large sets: at most endpointReadyWaitHours, and with every hand-over at least one part more.
      sendsToItself: true,
    });
    for (const permission of [
      ...queuePermissions(props),
      ...this.endpointPermissions(props),
      ...dataPermissions(this, props),
    ]) {
      evaluate.allow(permission);
    }
    const mapping = new EventSourceMapping(this, 'Messages', {
      target: evaluate,
      eventSourceArn: evaluation.queue.queueArn,
      batchSize: 1,
      reportBatchItemFailures: true,
      maxConcurrency: environment.evaluation.maxConcurrency,
    });
    // Lambda refuses a mapping whose function may not read the queue yet.
    mapping.node.addDependency(evaluate.role ?? evaluate);
    new FunctionAlarms(this, 'EvaluateModelAlarms', {
      watched: evaluate,
      timeoutSeconds: EVALUATION_TIMEOUT_SECONDS,
      metricsNamespace: metricsNamespace(environment.app, environment.name),
      operations,
    });
  }

  private endpointPermissions({ environment }: EvaluateModelProps): readonly Permission[] {
    const { app, name, evaluation } = environment;
    const arn = (service: string, resource: string, resourceName: string): string =>
      Stack.of(this).formatArn({ service, resource, resourceName });
    const endpoints = [endpointName(app, name), ...evaluation.endpoints];
    return [
      {
        sid: 'TellHowEndpointsAre',
        actions: ['sagemaker:DescribeEndpoint'],
        resources: [arn('sagemaker', 'endpoint', '*')],
        wildcard: 'A message may name any endpoint: one that is absent must be told from one that may not be asked.',
      },
      {
        sid: 'InvokeEndpoints',
        actions: ['sagemaker:InvokeEndpoint'],
        resources: endpoints.map((endpoint) => arn('sagemaker', 'endpoint', endpoint)),
      },
      {
        sid: 'ReadReleasedModel',
        actions: ['ssm:GetParameter'],
        resources: [arn('ssm', 'parameter', releasedModelParameterName(app, name).slice(1))],
      },
    ];
  }
}

const variables = ({ environment, data, evaluation }: EvaluateModelProps) => {
  const { app, name, confidenceThreshold, evaluation: settings } = environment;
  return {
    ENDPOINT_NAME: endpointName(app, name),
    RELEASED_MODEL_PARAMETER: releasedModelParameterName(app, name),
    REPORTS_BUCKET: data.reports.bucketName,
    QUEUE_URL: evaluation.queue.queueUrl,
    DEAD_LETTER_QUEUE_URL: evaluation.deadLetters.queueUrl,
    MAX_RECEIVES: String(MAX_RECEIVES),
    CONFIDENCE_THRESHOLD: String(confidenceThreshold),
    MAX_ERROR_RATE: String(settings.maxErrorRate),
    ENDPOINT_READY_WAIT_HOURS: String(settings.endpointReadyWaitHours),
    ROWS_PER_REQUEST: String(settings.rowsPerRequest),
    PARALLEL_IMAGES: String(settings.parallelImages),
    ROWS_PER_PART: String(ROWS_PER_PART),
    HAND_OVER_SECONDS: String(HAND_OVER_SECONDS),
  };
};

const queuePermissions = ({ evaluation, data }: EvaluateModelProps): readonly Permission[] => [
  {
    sid: 'ReadMessages',
    actions: [
      'sqs:ReceiveMessage',
      'sqs:DeleteMessage',
      'sqs:GetQueueAttributes',
      // A technical failure is tried again sooner than the visibility time-out has it.
      'sqs:ChangeMessageVisibility',
    ],
    resources: [evaluation.queue.queueArn],
  },
  {
    sid: 'SendMessagesOn',
    actions: ['sqs:SendMessage'],
    resources: [evaluation.queue.queueArn, evaluation.deadLetters.queueArn],
  },
  // For queues and buckets alike: all of them are encrypted with it.
  { sid: 'UseKey', actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [data.key.keyArn] },
];

function dataPermissions(scope: Construct, { environment, data }: EvaluateModelProps): readonly Permission[] {
  const further = environment.evaluation.readBuckets.map((bucket) =>
    Stack.of(scope).formatArn({ service: 's3', region: '', account: '', resource: bucket }),
  );
  const readable = [data.images.bucketArn, ...further];
  return [
    {
      sid: 'ReadTestData',
      actions: ['s3:GetObject', 's3:GetObjectVersion'],
      resources: readable.map((bucket) => `${bucket}/*`),
      wildcard: 'Test data and the images that it lists may lie anywhere in these buckets.',
    },
    // Without it S3 answers "access denied" for what does not exist.
    { sid: 'TellMissingData', actions: ['s3:ListBucket'], resources: [...readable, data.reports.bucketArn] },
    {
      sid: 'WriteReports',
      actions: ['s3:PutObject'],
      resources: [
        data.reports.arnForObjects(`${EVALUATION_REPORTS_PREFIX}*`),
        data.reports.arnForObjects(`${EVALUATION_PROGRESS_PREFIX}*`),
        data.reports.arnForObjects('????-??-??/predictions/*'),
      ],
      wildcard: 'Reports by endpoint, day and run.',
    },
    {
      sid: 'ReadProgress',
      actions: ['s3:GetObject'],
      resources: [
        data.reports.arnForObjects(`${EVALUATION_REPORTS_PREFIX}*`),
        data.reports.arnForObjects(`${EVALUATION_PROGRESS_PREFIX}*`),
      ],
      wildcard: 'What the run has learnt so far, and whether its report is there.',
    },
  ];
}
