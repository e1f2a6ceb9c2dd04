import { z } from 'zod';
import { accepted, instanceType, kmsKeyId, resourceName, s3Uri, tagList } from '../request/field-schemas';
import { hasLocalStorage } from '../training/training-job-input';

const MEMORY_MB = [1024, 2048, 3072, 4096, 5120, 6144];

const serverlessConfig = z.strictObject({
  MemorySizeInMB: z.int().refine((size) => MEMORY_MB.includes(size), {
    error: `MemorySizeInMB must be one of ${MEMORY_MB.join(', ')}.`,
  }),
  MaxConcurrency: z.int().min(1).max(200),
  ProvisionedConcurrency: z.int().min(1).max(200).optional(),
});

const productionVariant = z
  .strictObject({
    VariantName: resourceName,
    ModelName: resourceName,
    InitialInstanceCount: z.int().min(1).optional(),
    InstanceType: instanceType.optional(),
    InitialVariantWeight: z.number().min(0).default(1),
    ServerlessConfig: serverlessConfig.optional(),
    VolumeSizeInGB: z.int().min(1).max(512).optional(),
    ModelDataDownloadTimeoutInSeconds: z.int().min(60).max(3600).optional(),
    ContainerStartupHealthCheckTimeoutInSeconds: z.int().min(60).max(3600).optional(),
    EnableSSMAccess: accepted,
    InferenceAmiVersion: accepted,
    RoutingConfig: z.strictObject({ RoutingStrategy: z.enum(['LEAST_OUTSTANDING_REQUESTS', 'RANDOM']) }).optional(),
  })
  .refine((v) => (v.ServerlessConfig === undefined) === (v.InstanceType !== undefined), {
    error: 'A production variant needs either ServerlessConfig, or InstanceType and InitialInstanceCount.',
  })
  .refine((v) => v.InstanceType === undefined || v.InitialInstanceCount !== undefined, {
    error: 'InitialInstanceCount is required for a production variant with an InstanceType.',
  });
export type ProductionVariant = z.output<typeof productionVariant>;

const contentTypes = z.array(z.string().min(1).max(256)).min(1).max(10).optional();

const dataCaptureConfig = z.strictObject({
  EnableCapture: z.boolean().default(true),
  InitialSamplingPercentage: z.int().min(0).max(100),
  DestinationS3Uri: s3Uri,
  KmsKeyId: kmsKeyId.optional(),
  CaptureOptions: z
    .array(z.strictObject({ CaptureMode: z.enum(['Input', 'Output', 'InputAndOutput']) }))
    .min(1)
    .max(32),
  CaptureContentTypeHeader: z
    .strictObject({ CsvContentTypes: contentTypes, JsonContentTypes: contentTypes })
    .optional(),
});
export type DataCaptureConfig = z.output<typeof dataCaptureConfig>;

export const createEndpointConfigInput = z
  .strictObject({
    EndpointConfigName: resourceName,
    ProductionVariants: z.array(productionVariant).min(1).max(10),
    DataCaptureConfig: dataCaptureConfig.optional(),
    KmsKeyId: kmsKeyId.optional(),
    Tags: tagList.optional(),
  })
  .refine(({ ProductionVariants: all }) => new Set(all.map((v) => v.VariantName)).size === all.length, {
    error: 'The variant names of ProductionVariants must be unique.',
  })
  .refine((c) => c.DataCaptureConfig?.EnableCapture !== true || !c.ProductionVariants.some((v) => v.ServerlessConfig), {
    error: 'DataCaptureConfig is not supported for a serverless endpoint.',
  })
  .refine((c) => !c.KmsKeyId || !c.ProductionVariants.some((v) => hasLocalStorage(v.InstanceType ?? '')), {
    error: 'KmsKeyId is not supported for instance types with local storage: their volume is encrypted already.',
  });
export type CreateEndpointConfigInput = z.output<typeof createEndpointConfigInput>;

/** An endpoint configuration as it is kept. */
export interface EndpointConfig {
  readonly input: Omit<CreateEndpointConfigInput, 'Tags'>;
  readonly created: number;
}
