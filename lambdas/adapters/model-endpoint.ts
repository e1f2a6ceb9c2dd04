import { InvokeEndpointCommand, type SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
import { endpointError } from './endpoint-errors';

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

/** The SageMaker endpoint, asked once per call: attempts are the state machine's business. */
export class ModelEndpoint {
  constructor(
    private readonly runtime: SageMakerRuntimeClient,
    readonly name: string,
  ) {}

  /** @throws EndpointUnavailable, ModelThrottled, ImageUnreadable, ImageTooLarge, AccessDenied */
  async invoke(request: InferenceRequest): Promise<InferenceAnswer> {
    try {
      const output = await this.runtime.send(
        new InvokeEndpointCommand({
          EndpointName: this.name,
          Body: request.image,
          ContentType: request.contentType,
          Accept: request.accept ?? 'application/json',
          InferenceId: request.inferenceId,
          CustomAttributes: request.customAttributes,
        }),
      );
      return { body: Buffer.from(output.Body ?? []), contentType: output.ContentType ?? 'application/json' };
    } catch (error) {
      throw endpointError(error, this.name);
    }
  }
}
