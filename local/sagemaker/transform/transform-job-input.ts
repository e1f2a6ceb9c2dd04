import { z } from 'zod';
import {
  accepted,
  environmentVariables,
  instanceType,
  kmsKeyId,
  resourceName,
  s3Uri,
  tagList,
} from '../request/field-schemas';
import { hasLocalStorage } from '../training/training-job-input';

export const transformJobInput = z
  .strictObject({
    TransformJobName: resourceName,
    ModelName: resourceName,
    MaxConcurrentTransforms: z.int().min(0).optional(),
    ModelClientConfig: z
      .strictObject({
        InvocationsTimeoutInSeconds: z.int().min(1).max(3600).optional(),
        InvocationsMaxRetries: z.int().min(0).max(3).optional(),
      })
      .optional(),
    MaxPayloadInMB: z.int().min(0).max(100).optional(),
    BatchStrategy: z.enum(['MultiRecord', 'SingleRecord']).optional(),
    Environment: environmentVariables.optional(),
    TransformInput: z.strictObject({
      DataSource: z.strictObject({
        S3DataSource: z.strictObject({ S3DataType: z.enum(['S3Prefix', 'ManifestFile']), S3Uri: s3Uri }),
      }),
      ContentType: z.string().max(256).optional(),
      CompressionType: z.enum(['None', 'Gzip']).optional(),
      SplitType: z.enum(['None', 'Line']).optional(),
    }),
    TransformOutput: z.strictObject({
      S3OutputPath: s3Uri,
      Accept: z.string().max(256).optional(),
      AssembleWith: z.enum(['None', 'Line']).optional(),
      KmsKeyId: kmsKeyId.optional(),
    }),
    TransformResources: z
      .strictObject({
        InstanceType: instanceType,
        InstanceCount: z.int().min(1).max(100),
        VolumeKmsKeyId: kmsKeyId.optional(),
        TransformAmiVersion: accepted,
      })
      .refine((r) => r.VolumeKmsKeyId === undefined || !hasLocalStorage(r.InstanceType), {
        error:
          'VolumeKmsKeyId is not supported for instance types with local storage: its volume is encrypted already.',
      }),
    Tags: tagList.optional(),
    ExperimentConfig: accepted,
  })
  .refine((job) => job.TransformInput.SplitType !== 'Line' || job.MaxPayloadInMB !== 0, {
    error: 'MaxPayloadInMB of 0 streams whole objects: it cannot be combined with SplitType Line.',
  });
export type TransformJobInput = z.output<typeof transformJobInput>;
