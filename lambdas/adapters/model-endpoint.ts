import { endpointError } from './endpoint-errors';
import type { InferenceAnswer, InferenceRequest, InvokeEndpoint } from './invoke-endpoint';

/** The SageMaker endpoint, asked once per call: attempts are the state machine's business. */
export class ModelEndpoint {
  constructor(
    private readonly invokeEndpoint: InvokeEndpoint,
    readonly name: string,
  ) {}

  /** @throws EndpointUnavailable, ModelThrottled, ImageUnreadable, ImageTooLarge, AccessDenied */
  async invoke(request: InferenceRequest): Promise<InferenceAnswer> {
    try {
      return await this.invokeEndpoint(this.name, request);
    } catch (error) {
      throw endpointError(error, this.name);
    }
  }
}
