import { GetParameterCommand, type SSMClient } from '@aws-sdk/client-ssm';
import { AccessDenied, EndpointUnavailable, StorageUnavailable } from '../../core/contracts/errors';
import { type ReleasedModel, releasedModelSchema } from '../../core/contracts/released-model';

/** How long a warm function may speak of a model that has been replaced since. */
const MAX_AGE_MILLISECONDS = 60_000;

/** The parameter that describes the released model, read at most once a minute. */
export class ReleasedModelParameter {
  private known?: { readonly model: ReleasedModel; readonly readAt: number };

  constructor(
    private readonly ssm: SSMClient,
    private readonly parameterName: string,
    private readonly now: () => number = Date.now,
  ) {}

  /** @throws EndpointUnavailable where no model has been released yet; AccessDenied; StorageUnavailable */
  async read(): Promise<ReleasedModel> {
    const time = this.now();
    if (this.known !== undefined && time - this.known.readAt < MAX_AGE_MILLISECONDS) return this.known.model;
    const model = this.parse(await this.fetch());
    this.known = { model, readAt: time };
    return model;
  }

  private async fetch(): Promise<string> {
    try {
      const output = await this.ssm.send(new GetParameterCommand({ Name: this.parameterName }));
      return output.Parameter?.Value ?? '';
    } catch (cause) {
      const { name, message } = cause as Error;
      if (name === 'ParameterNotFound') {
        const text = `No model released yet: parameter ${this.parameterName} is absent. Train and release one.`;
        throw new EndpointUnavailable(text, { cause });
      }
      if (name === 'AccessDeniedException' || name === 'AccessDenied') {
        const text = `The function may not read ${this.parameterName}: grant its role ssm:GetParameter. (${message})`;
        throw new AccessDenied(text, { cause });
      }
      throw new StorageUnavailable(`Parameter ${this.parameterName} could not be read: ${message}`, { cause });
    }
  }

  private parse(value: string): ReleasedModel {
    try {
      return releasedModelSchema.parse(JSON.parse(value));
    } catch (cause) {
      const text = `Parameter ${this.parameterName} does not describe a model (${(cause as Error).message}). Release one.`;
      throw new EndpointUnavailable(text, { cause });
    }
  }
}
