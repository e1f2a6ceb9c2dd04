import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { NamedEnvironment } from '../../core/contracts/environment';
import { maxImageBytes, TASK_TIMEOUT_SECONDS } from '../../core/contracts/limits';
import { ALERT_MARKER_PREFIX, OPEN_ITEM_PREFIX } from '../../core/contracts/storage-layout';
import type { CheckThresholdEnvironment } from '../../lambdas/check-threshold/env';
import type { ClassifyImageEnvironment } from '../../lambdas/classify-image/env';
import type { SerializeImageEnvironment } from '../../lambdas/serialize-image/env';
import type { Permission } from '../checks/allow';
import { endpointAccess } from '../functions/endpoint-access';
import { ServiceFunction } from '../functions/service-function';
import type { LinkKey } from '../second-look-page/link-key';
import type { StoredData } from '../storage/stored-data';

export interface WorkflowFunctionsProps {
  readonly environment: NamedEnvironment;
  readonly data: StoredData;
  readonly topic: ITopic;
  /** Where alerts gather, and where those go that the topic does not take. */
  readonly alertQueue: IQueue;
  readonly linkKey: LinkKey;
  /** Address of the second-look pages. */
  readonly reviewUrl: string;
  readonly executionUrlPrefix: string;
}

/** The three functions of `ImageClassification`, each with what it needs and nothing else. */
export class WorkflowFunctions extends Construct {
  readonly serializeImage: ServiceFunction<SerializeImageEnvironment>;
  readonly classifyImage: ServiceFunction<ClassifyImageEnvironment>;
  readonly checkThreshold: ServiceFunction<CheckThresholdEnvironment>;

  constructor(scope: Construct, id: string, props: WorkflowFunctionsProps) {
    super(scope, id);
    this.serializeImage = this.makeSerializeImage(props);
    this.classifyImage = this.makeClassifyImage(props);
    this.checkThreshold = this.makeCheckThreshold(props);
  }

  private makeSerializeImage({
    environment,
    data,
  }: WorkflowFunctionsProps): ServiceFunction<SerializeImageEnvironment> {
    const made = new ServiceFunction<SerializeImageEnvironment>(this, 'SerializeImage', {
      service: 'serialize-image',
      description: 'Reads one image from S3, checks it and puts it into the state',
      environment,
      variables: { MAX_IMAGE_BYTES: String(maxImageBytes(environment.serving.mode)) },
      timeoutSeconds: TASK_TIMEOUT_SECONDS,
    });
    made.allow(readImages(data));
    // Without it S3 answers "access denied" for an image that does not exist.
    made.allow({ sid: 'TellMissingImages', actions: ['s3:ListBucket'], resources: [data.images.bucketArn] });
    made.allow({ sid: 'DecryptImages', actions: ['kms:Decrypt'], resources: [data.key.keyArn] });
    return made;
  }

  private makeClassifyImage(props: WorkflowFunctionsProps): ServiceFunction<ClassifyImageEnvironment> {
    const { environment, data } = props;
    const access = endpointAccess(this, environment, data);
    const made = new ServiceFunction<ClassifyImageEnvironment>(this, 'ClassifyImage', {
      service: 'classify-image',
      description: 'Asks the endpoint for the image’s class, with a calibrated confidence',
      environment,
      variables: access.variables,
      timeoutSeconds: TASK_TIMEOUT_SECONDS,
    });
    for (const permission of access.ask) made.allow(permission);
    // Images above the inline limit travel by reference.
    made.allow(readImages(data));
    for (const permission of access.capture) made.allow(permission);
    made.allow({
      sid: 'UseKey',
      actions: ['kms:Decrypt', ...(access.capture.length > 0 ? ['kms:GenerateDataKey'] : [])],
      resources: [data.key.keyArn],
    });
    return made;
  }

  private makeCheckThreshold(props: WorkflowFunctionsProps): ServiceFunction<CheckThresholdEnvironment> {
    const { environment, data, topic, alertQueue, linkKey } = props;
    const made = new ServiceFunction<CheckThresholdEnvironment>(this, 'CheckThreshold', {
      service: 'check-threshold',
      description: 'Lets confident answers pass and asks people about the others',
      environment,
      variables: {
        CONFIDENCE_THRESHOLD: String(environment.confidenceThreshold),
        TOPIC_ARN: topic.topicArn,
        ALERT_QUEUE_URL: alertQueue.queueUrl,
        ALERT_WINDOW_SECONDS: String(environment.alerts.windowSeconds),
        IMAGES_BUCKET: data.images.bucketName,
        EXECUTION_URL_PREFIX: props.executionUrlPrefix,
        REVIEW_URL: props.reviewUrl,
        LINK_SECRET_ARN: linkKey.secretArn,
        LINK_DAYS: String(environment.secondLook.linkDays),
      },
      timeoutSeconds: TASK_TIMEOUT_SECONDS,
    });
    // Alerts that gather are published by others.
    if (environment.alerts.windowSeconds === 0) {
      made.allow({ sid: 'Alert', actions: ['sns:Publish'], resources: [topic.topicArn] });
    }
    made.allow({ sid: 'QueueAlerts', actions: ['sqs:SendMessage'], resources: [alertQueue.queueArn] });
    made.allow({
      sid: 'OpenSecondLooks',
      actions: ['s3:PutObject'],
      resources: [data.images.arnForObjects(`${OPEN_ITEM_PREFIX}*`)],
      wildcard: 'One item per review id, by hour.',
    });
    linkKey.allowReading(made);
    made.allow({
      sid: 'MarkAlerts',
      actions: ['s3:GetObject', 's3:PutObject'],
      resources: [data.images.arnForObjects(`${ALERT_MARKER_PREFIX}*`)],
      wildcard: 'One marker per inference id.',
    });
    // For topic, queue, secret and objects alike: all are encrypted with it.
    made.allow({ sid: 'UseKey', actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [data.key.keyArn] });
    return made;
  }
}

/** Any image of the bucket, also in the version that the chain began with. */
const readImages = (data: StoredData): Permission => ({
  sid: 'ReadImages',
  actions: ['s3:GetObject', 's3:GetObjectVersion'],
  resources: [data.images.arnForObjects('*')],
  wildcard: 'Any image of the bucket can be asked about.',
});
