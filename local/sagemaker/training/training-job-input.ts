import { z } from 'zod';
import {
  accepted,
  environmentVariables,
  instanceType,
  kmsKeyId,
  resourceName,
  roleArn,
  s3Uri,
  tagList,
} from '../request/field-schemas';

const s3DataSourceSchema = z.strictObject({
  S3DataType: z.enum(['S3Prefix', 'ManifestFile']),
  S3Uri: s3Uri,
  S3DataDistributionType: z.enum(['FullyReplicated', 'ShardedByS3Key']).optional(),
});

const channel = z.strictObject({
  ChannelName: z
    .string()
    .min(1)
    .max(64)
    .regex(/^[A-Za-z0-9.\-_]+$/),
  DataSource: z.strictObject({ S3DataSource: s3DataSourceSchema }),
  ContentType: z.string().max(256).optional(),
  CompressionType: z.enum(['None']).optional(),
  RecordWrapperType: z.enum(['None']).optional(),
  InputMode: z.enum(['File', 'FastFile']).optional(),
  // One container sees every file in every epoch: there is nothing to shuffle between hosts.
  ShuffleConfig: z.strictObject({ Seed: z.int() }).optional(),
});
export type Channel = z.infer<typeof channel>;

const metricDefinition = z.strictObject({
  Name: z.string().min(1).max(255),
  Regex: z.string().min(1).max(500).refine(isRegex, { error: 'A MetricDefinition has a Regex that is not one.' }),
});
export type MetricDefinition = z.infer<typeof metricDefinition>;

const resourceConfig = z
  .strictObject({
    InstanceType: instanceType,
    InstanceCount: z
      .int()
      .refine((count) => count === 1, { error: 'The laptop trains on one instance: InstanceCount must be 1.' }),
    VolumeSizeInGB: z.int().min(1),
    VolumeKmsKeyId: kmsKeyId.optional(),
    KeepAlivePeriodInSeconds: z.int().min(0).max(3600).optional(),
  })
  .refine(({ VolumeKmsKeyId, InstanceType }) => VolumeKmsKeyId === undefined || !hasLocalStorage(InstanceType), {
    error: 'VolumeKmsKeyId is not supported for instance types with local storage: its volume is encrypted already.',
  });

const stoppingCondition = z.strictObject({
  MaxRuntimeInSeconds: z.int().min(1).default(86_400),
  MaxWaitTimeInSeconds: z.int().min(1).optional(),
  MaxPendingTimeInSeconds: z.int().min(7200).max(2_419_200).optional(),
});

export const trainingJobInput = z
  .strictObject({
    TrainingJobName: resourceName,
    HyperParameters: z.record(z.string().max(256), z.string().max(2500)).default({}),
    AlgorithmSpecification: z.strictObject({
      TrainingImage: z.string().min(1).max(255),
      TrainingInputMode: z.enum(['File', 'FastFile']),
      MetricDefinitions: z.array(metricDefinition).max(40).optional(),
      EnableSageMakerMetricsTimeSeries: z.boolean().optional(),
    }),
    RoleArn: roleArn,
    InputDataConfig: z.array(channel).max(20).default([]),
    OutputDataConfig: z.strictObject({
      S3OutputPath: s3Uri,
      KmsKeyId: kmsKeyId.optional(),
      CompressionType: z.enum(['GZIP']).optional(),
    }),
    ResourceConfig: resourceConfig,
    StoppingCondition: stoppingCondition,
    Tags: tagList.optional(),
    Environment: environmentVariables.optional(),
    EnableNetworkIsolation: z.boolean().optional(),
    EnableInterContainerTrafficEncryption: z.boolean().optional(),
    EnableManagedSpotTraining: z.boolean().optional(),
    CheckpointConfig: z
      .strictObject({
        S3Uri: s3Uri,
        LocalPath: z
          .string()
          .regex(/^\/opt\/ml\/[A-Za-z0-9._/-]+$/)
          .optional(),
      })
      .optional(),
    RetryStrategy: z.strictObject({ MaximumRetryAttempts: z.int().min(1).max(30) }).optional(),
    ProfilerConfig: z.strictObject({ DisableProfiler: z.literal(true) }).optional(),
    ExperimentConfig: accepted,
  })
  .refine(({ InputDataConfig: channels }) => new Set(channels.map((c) => c.ChannelName)).size === channels.length, {
    error: 'The channel names of InputDataConfig must be unique.',
  })
  .refine(spotWaitIsLongEnough, {
    error: 'Invalid MaxWaitTimeInSeconds. It must be present and be greater than or equal to MaxRuntimeInSeconds',
  });
export type TrainingJobInput = z.output<typeof trainingJobInput>;

function spotWaitIsLongEnough(input: {
  readonly EnableManagedSpotTraining?: boolean;
  readonly StoppingCondition: z.infer<typeof stoppingCondition>;
}): boolean {
  const { MaxRuntimeInSeconds, MaxWaitTimeInSeconds } = input.StoppingCondition;
  if (input.EnableManagedSpotTraining !== true) return MaxWaitTimeInSeconds === undefined;
  return MaxWaitTimeInSeconds !== undefined && MaxWaitTimeInSeconds >= MaxRuntimeInSeconds;
}

/**
 * Instance families whose volume is a local NVMe disk, encrypted by the hardware: SageMaker refuses a key for them.
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ResourceConfig.html
 */
export function hasLocalStorage(type: string): boolean {
  return /^ml\.(g5|g6e?|p4de?|p5(e|en)?|p6-[a-z0-9]+|trn[12]n?|i\d[a-z]*|[a-z]\d[a-z]*d[a-z]*)\./.test(type);
}

function isRegex(source: string): boolean {
  try {
    new RegExp(source);
    return true;
  } catch {
    return false;
  }
}
