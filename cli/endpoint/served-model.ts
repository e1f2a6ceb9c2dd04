import type { InvokeEndpointCommandInput, SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
import { encodeCustomAttributes, type Purpose } from '../../core/contracts/custom-attributes';
import {
  endpointName,
  isTableModel,
  type ReleasedModel,
  releasedModelParameterName,
  releasedModelSchema,
  TABLE_CONTENT_TYPE,
} from '../../core/contracts/released-model';
import { parseAnswers } from '../../core/evaluation/test-data/parse-answers';
import { inspectImage } from '../../core/image/inspect-image';
import { argmax } from '../../core/inference/argmax';
import { calibrate } from '../../core/inference/calibrate';
import { parseProbabilities } from '../../core/inference/parse-probabilities';
import type { ImageBytes } from '../images/image-source';
import type { Target } from '../target/target';

/** What the released model says of one image. */
export interface ModelWord {
  readonly inferenceId: string;
  /** Probabilities as the endpoint returned them, in class order. */
  readonly inferences: readonly number[];
  readonly predictedLabel: string;
  /** Calibrated by the released model's temperature, 0..1. */
  readonly confidence: number;
  readonly milliseconds: number;
}

export interface Question {
  readonly image: ImageBytes;
  readonly purpose: Purpose;
  readonly inferenceId: string;
  readonly signal: AbortSignal;
}

/** The endpoint of an environment together with what is known of the model that it serves. */
export class ServedModel {
  private constructor(
    private readonly runtime: SageMakerRuntimeClient,
    readonly endpointName: string,
    readonly model: ReleasedModel,
  ) {}

  /** @throws Error where no model has been released yet */
  static async of({ clients, environment }: Pick<Target, 'clients' | 'environment'>): Promise<ServedModel> {
    const { GetParameterCommand } = await import('@aws-sdk/client-ssm');
    const name = releasedModelParameterName(environment.app, environment.name);
    const { Parameter } = await clients.ssm.send(new GetParameterCommand({ Name: name })).catch((cause: Error) => {
      if (cause.name !== 'ParameterNotFound') throw cause;
      throw new Error(`Environment '${environment.name}' has no released model yet (${name}): train and release one.`, {
        cause,
      });
    });
    const model = releasedModelSchema.parse(JSON.parse(Parameter?.Value ?? ''));
    return new ServedModel(clients.runtime, endpointName(environment.app, environment.name), model);
  }

  /**
   * Asks the endpoint about one image, as the workflow does; or about one row, where the model takes rows.
   * @throws ImageUnreadable, ImageTooLarge before anything is sent; ModelOutputInvalid; what the endpoint answered otherwise
   */
  async ask({ image: { bytes, metadata }, purpose, inferenceId, signal }: Question): Promise<ModelWord> {
    const takesRows = isTableModel(this.model);
    const contentType = takesRows ? TABLE_CONTENT_TYPE : inspectImage(bytes).contentType;
    const { InvokeEndpointCommand } = await import('@aws-sdk/client-sagemaker-runtime');
    const input: InvokeEndpointCommandInput = {
      EndpointName: this.endpointName,
      Body: bytes,
      ContentType: contentType,
      Accept: takesRows ? TABLE_CONTENT_TYPE : 'application/json',
      InferenceId: inferenceId,
      CustomAttributes: encodeCustomAttributes({ purpose, metadata }),
    };
    const began = performance.now();
    const { Body } = await this.runtime.send(new InvokeEndpointCommand(input), { abortSignal: signal });
    const milliseconds = performance.now() - began;
    const { classes, temperature } = this.model;
    const answer = Buffer.from(Body ?? []).toString('utf8');
    const inferences = takesRows
      ? parseAnswers(answer, 1, classes.length)[0]!
      : parseProbabilities(answer, classes.length);
    const calibrated = calibrate(inferences, temperature);
    const best = argmax(calibrated);
    const predictedLabel = classes[best] as string;
    return { inferenceId, inferences, predictedLabel, confidence: calibrated[best] as number, milliseconds };
  }
}
