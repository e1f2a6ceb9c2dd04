import { z } from 'zod';
import { accepted, environmentVariables, resourceName, roleArn, s3Uri, tagList } from '../request/field-schemas';

const modelDataSource = z.strictObject({
  S3DataSource: z.strictObject({
    S3Uri: s3Uri,
    S3DataType: z.enum(['S3Prefix', 'S3Object']),
    CompressionType: z.enum(['None', 'Gzip']),
  }),
});

const containerDefinition = z
  .strictObject({
    ContainerHostname: z.string().max(63).optional(),
    Image: z.string().min(1).max(255).optional(),
    ImageConfig: accepted,
    Mode: z.enum(['SingleModel']).optional(),
    ModelDataUrl: s3Uri.optional(),
    ModelDataSource: modelDataSource.optional(),
    Environment: environmentVariables.optional(),
    ModelPackageName: z.string().min(1).max(176).optional(),
  })
  .refine(({ Image, ModelPackageName }) => (Image === undefined) !== (ModelPackageName === undefined), {
    error: 'A container needs either Image (with ModelDataUrl) or ModelPackageName, and not both.',
  });
export type ContainerDefinition = z.infer<typeof containerDefinition>;

export const createModelInput = z
  .strictObject({
    ModelName: resourceName,
    PrimaryContainer: containerDefinition.optional(),
    Containers: z.array(containerDefinition).max(15).optional(),
    InferenceExecutionConfig: z.strictObject({ Mode: z.literal('Serial') }).optional(),
    ExecutionRoleArn: roleArn,
    EnableNetworkIsolation: z.boolean().optional(),
    Tags: tagList.optional(),
  })
  .refine(({ PrimaryContainer, Containers }) => (PrimaryContainer === undefined) !== (Containers === undefined), {
    error: 'A model needs either PrimaryContainer or Containers, and not both.',
  });
export type CreateModelInput = z.infer<typeof createModelInput>;

/** Where a container's model lies: one archive, or files below a prefix. */
export interface ModelData {
  readonly uri: string;
  readonly form: 'archive' | 'prefix';
}

/** A container with its model package looked up. */
export interface ModelContainer {
  /** `primary`, or `container_1` … in a pipeline, as AWS names them in its messages. */
  readonly name: string;
  readonly image: string;
  readonly modelData?: ModelData;
  readonly environment: Readonly<Record<string, string>>;
}

/** A model as it is kept. */
export interface Model {
  readonly input: Omit<CreateModelInput, 'Tags'>;
  /** In the order in which a request passes them. */
  readonly containers: readonly ModelContainer[];
  readonly created: number;
}
