/**
 * What the stacks publish for one another, for the command line and for other systems: an output of the stack under the key, and
 * the SSM parameter `/{app}/{environment}/{word}`.
 */
export const PublishedName = {
  /** Storage stack. */
  KeyArn: 'key-arn',
  ImagesBucket: 'images-bucket',
  ModelsBucket: 'models-bucket',
  CaptureBucket: 'capture-bucket',
  ReportsBucket: 'reports-bucket',
  OperationsTopicArn: 'operations-topic-arn',
  /** Training stack. */
  TrainModelArn: 'train-model-arn',
  /** Only where the environment trains on tables. */
  TrainTableArn: 'train-table-arn',
  TableRepositoryArn: 'table-repository-arn',
  TrainingImage: 'training-image',
  TrainingRepositoryArn: 'training-repository-arn',
  ModelPackageGroup: 'model-package-group',
  EvaluationQueueUrl: 'evaluation-queue-url',
  /** Serving stack. */
  EndpointExecutionRoleArn: 'endpoint-execution-role-arn',
  /** Workflow stack. */
  ImageClassificationArn: 'image-classification-arn',
  BatchClassificationArn: 'batch-classification-arn',
  TopicArn: 'topic-arn',
  /** Only where the environment names operators. */
  OperatorRoleArn: 'operator-role-arn',
  ReviewUrl: 'review-url',
  LinkSecretArn: 'link-secret-arn',
  /** Monitoring stack. */
  MonitorEndpointArn: 'monitor-endpoint-arn',
} as const;

export type PublishedName = keyof typeof PublishedName;

export const publishedParameterName = (app: string, environment: string, name: PublishedName): string =>
  `/${app}/${environment}/${PublishedName[name]}`;
