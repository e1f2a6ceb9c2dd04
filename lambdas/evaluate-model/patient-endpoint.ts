import { ErrorName } from '../../core/contracts/errors';
import type { InferenceRequest } from '../adapters/invoke-endpoint';
import type { ModelEndpoint } from '../adapters/model-endpoint';

/** Attempts of one request; between them 0.2, 0.4, 0.8 and 1.6 s at most, half of it on average. */
const ATTEMPTS = 5;
const FIRST_WAIT_MILLISECONDS = 200;

export interface Patience {
  readonly pause: (milliseconds: number) => Promise<void>;
  /** From 0 up to 1. */
  readonly random: () => number;
}

const IN_EARNEST: Patience = {
  pause: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  random: Math.random,
};

/** An endpoint that is asked again where it is busy or stumbles: one of ten thousand rows must not cost the whole evaluation. */
export class PatientEndpoint {
  constructor(
    private readonly endpoint: ModelEndpoint,
    private readonly patience: Patience = IN_EARNEST,
  ) {}

  /** @returns the answer's text. @throws whatever `ModelEndpoint.invoke` does, after the last attempt */
  async ask(request: InferenceRequest): Promise<string> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const { body } = await this.endpoint.invoke(request);
        return body.toString('utf8');
      } catch (error) {
        if (attempt === ATTEMPTS || !isPassing(error as Error)) throw error;
        await this.patience.pause(this.patience.random() * FIRST_WAIT_MILLISECONDS * 2 ** (attempt - 1));
      }
    }
  }
}

const isPassing = ({ name }: Error): boolean =>
  name === ErrorName.ModelThrottled || name === ErrorName.EndpointUnavailable;
