import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { NamedEnvironment } from '../../core/contracts/environment';
import {
  BATCH_FUNCTION_TIMEOUT_SECONDS,
  SUMMARIZE_TIMEOUT_SECONDS,
  TASK_TIMEOUT_SECONDS,
} from '../../core/contracts/limits';
import { ALERT_MARKER_PREFIX, BATCH_PREFIX, OPEN_ITEM_PREFIX } from '../../core/contracts/storage-layout';
import type { ClassifyBatchEnvironment } from '../../lambdas/classify-batch/env';
import type { PrepareBatchEnvironment } from '../../lambdas/prepare-batch/env';
import type { SummarizeBatchEnvironment } from '../../lambdas/summarize-batch/env';
import { endpointAccess } from '../functions/endpoint-access';
import { ServiceFunction } from '../functions/service-function';
import type { LinkKey } from '../second-look-page/link-key';
import type { StoredData } from '../storage/stored-data';

export interface BatchFunctionsProps {
  readonly environment: NamedEnvironment;
  readonly data: StoredData;
  readonly topic: ITopic;
  readonly linkKey: LinkKey;
  /** Address of the second-look pages. */
  readonly reviewUrl: string;
  readonly executionUrlPrefix: string;
}

/** ARNs of the buckets that a batch reads images from: ours, and those that the configuration names. */
export const readBucketArns = ({ environment, data }: Pick<BatchFunctionsProps, 'environment' | 'data'>): string[] => [
  data.images.bucketArn,
  ...environment.batch.readBuckets.map((bucket) => `arn:aws:s3:::${bucket}`),
];

/** The three functions of `BatchClassification`, each with what it needs and nothing else. */
export class BatchFunctions extends Construct {
  readonly prepareBatch: ServiceFunction<PrepareBatchEnvironment>;
  readonly classifyBatch: ServiceFunction<ClassifyBatchEnvironment>;
  readonly summarizeBatch: ServiceFunction<SummarizeBatchEnvironment>;

  constructor(scope: Construct, id: string, props: BatchFunctionsProps) {
    super(scope, id);
    const { environment, data } = props;
    this.prepareBatch = new ServiceFunction<PrepareBatchEnvironment>(this, 'PrepareBatch', {
      service: 'prepare-batch',
      description: 'Tells in which form the input of a batch is, and refuses what is none',
      environment,
      variables: { READABLE_BUCKETS: [data.images.bucketName, ...environment.batch.readBuckets].join(',') },
      timeoutSeconds: TASK_TIMEOUT_SECONDS,
    });
    this.classifyBatch = this.makeClassifyBatch(props);
    this.summarizeBatch = this.makeSummarizeBatch(props);
  }

  private makeClassifyBatch(props: BatchFunctionsProps): ServiceFunction<ClassifyBatchEnvironment> {
    const { environment, data } = props;
    const { batch, confidenceThreshold } = environment;
    const access = endpointAccess(this, environment, data);
    const made = new ServiceFunction<ClassifyBatchEnvironment>(this, 'ClassifyBatch', {
      service: 'classify-batch',
      description: 'Classifies the images of one child of a batch, each in its own right',
      environment,
      variables: {
        ...access.variables,
        CONFIDENCE_THRESHOLD: String(confidenceThreshold),
        PARALLEL_IMAGES: String(batch.parallelImages),
        IMAGES_BUCKET: data.images.bucketName,
        EXECUTION_URL_PREFIX: props.executionUrlPrefix,
      },
      timeoutSeconds: BATCH_FUNCTION_TIMEOUT_SECONDS,
      // As many images in memory as are worked on, 6 MiB each at most, beside the SDK; and of the processor what reading them wants.
      memoryMb: 1024,
    });
    for (const permission of access.ask) made.allow(permission);
    const buckets = readBucketArns(props);
    made.allow({
      sid: 'ReadImages',
      actions: ['s3:GetObject'],
      resources: buckets.map((bucket) => `${bucket}/*`),
      wildcard: 'Any image of these buckets can be asked about.',
    });
    // Without it S3 answers "access denied" for an image that does not exist.
    made.allow({ sid: 'TellMissingImages', actions: ['s3:ListBucket'], resources: buckets });
    made.allow({
      sid: 'OpenSecondLooks',
      actions: ['s3:PutObject'],
      resources: [data.images.arnForObjects(`${OPEN_ITEM_PREFIX}*`)],
      wildcard: 'One item per second look.',
    });
    for (const permission of access.capture) made.allow(permission);
    made.allow({ sid: 'UseKey', actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [data.key.keyArn] });
    return made;
  }

  private makeSummarizeBatch(props: BatchFunctionsProps): ServiceFunction<SummarizeBatchEnvironment> {
    const { environment, data, topic, linkKey } = props;
    const made = new ServiceFunction<SummarizeBatchEnvironment>(this, 'SummarizeBatch', {
      service: 'summarize-batch',
      description: 'Gathers the results of a batch, and tells people what needs a look',
      environment,
      variables: {
        REPORTS_BUCKET: data.reports.bucketName,
        IMAGES_BUCKET: data.images.bucketName,
        TOPIC_ARN: topic.topicArn,
        CONFIDENCE_THRESHOLD: String(environment.confidenceThreshold),
        TOLERATED_FAILURES: String(environment.batch.toleratedFailurePercentage / 100),
        EXECUTION_URL_PREFIX: props.executionUrlPrefix,
        REVIEW_URL: props.reviewUrl,
        LINK_SECRET_ARN: linkKey.secretArn,
        LINK_DAYS: String(environment.secondLook.linkDays),
      },
      timeoutSeconds: SUMMARIZE_TIMEOUT_SECONDS,
      // A million images are remembered by their hashes.
      memoryMb: 1024,
    });
    made.allow({
      sid: 'GatherResults',
      actions: ['s3:GetObject', 's3:PutObject', 's3:AbortMultipartUpload'],
      resources: [data.reports.arnForObjects(`${BATCH_PREFIX}*`)],
      wildcard: 'Results of every batch, by execution.',
    });
    made.allow({ sid: 'Alert', actions: ['sns:Publish'], resources: [topic.topicArn] });
    linkKey.allowReading(made);
    made.allow({
      sid: 'MarkAlerts',
      actions: ['s3:GetObject', 's3:PutObject'],
      resources: [data.images.arnForObjects(`${ALERT_MARKER_PREFIX}*`)],
      wildcard: 'One marker per digest.',
    });
    made.allow({ sid: 'UseKey', actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [data.key.keyArn] });
    return made;
  }
}
