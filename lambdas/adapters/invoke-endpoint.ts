import { InvokeEndpointCommand, type SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';

export interface InferenceRequest {
  /** What is asked about: an image, or rows of a table. */
  readonly image: Uint8Array;
  readonly contentType: string;
  readonly inferenceId: string;
  readonly customAttributes: string;
  /** Content type that the answer should have. @default application/json */
  readonly accept?: string;
}

export interface InferenceAnswer {
  readonly body: Buffer;
  readonly contentType: string;
}

/** Asks an endpoint of SageMaker by its name. @throws what the SDK throws */
export type InvokeEndpoint = (endpoint: string, request: InferenceRequest) => Promise<InferenceAnswer>;

/** What an answer holds that does not say. */
export const DEFAULT_CONTENT_TYPE = 'application/json';

export const sdkInvokeEndpoint =
  (runtime: SageMakerRuntimeClient): InvokeEndpoint =>
  (endpoint, request) =>
    answerOf(runtime, new InvokeEndpointCommand(invokeEndpointInput(endpoint, request)));

export const invokeEndpointInput = (endpoint: string, request: InferenceRequest) => ({
  EndpointName: endpoint,
  Body: request.image,
  ContentType: request.contentType,
  Accept: request.accept ?? DEFAULT_CONTENT_TYPE,
  InferenceId: request.inferenceId,
  CustomAttributes: request.customAttributes,
});

export async function answerOf(
  runtime: SageMakerRuntimeClient,
  command: InvokeEndpointCommand,
): Promise<InferenceAnswer> {
  const { Body, ContentType } = await runtime.send(command);
  // Of an empty answer the SDK makes null, whatever its types say.
  return { body: Buffer.from(Body ?? []), contentType: ContentType ?? DEFAULT_CONTENT_TYPE };
}
