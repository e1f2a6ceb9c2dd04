import { z } from 'zod';
import { accepted, environmentVariables, s3Uri } from '../request/field-schemas';

const packageContainer = z.strictObject({
  ContainerHostname: z.string().max(63).optional(),
  Image: z.string().min(1).max(255),
  ImageDigest: accepted,
  ModelDataUrl: s3Uri.optional(),
  Environment: environmentVariables.optional(),
  ProductId: accepted,
  Framework: accepted,
  FrameworkVersion: accepted,
  NearestModelName: accepted,
  ModelInput: accepted,
});

/** How a model package is served. */
export const inferenceSpecification = z.strictObject({
  Containers: z.array(packageContainer).min(1).max(15),
  SupportedContentTypes: z.array(z.string().max(256)).optional(),
  SupportedResponseMIMETypes: z.array(z.string().max(1024)).optional(),
  SupportedRealtimeInferenceInstanceTypes: z.array(z.string()).optional(),
  SupportedTransformInstanceTypes: z.array(z.string()).optional(),
});
export type InferenceSpecification = z.infer<typeof inferenceSpecification>;
