import { InvokeEndpointCommand, type SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
import { encodeCustomAttributes, type Purpose } from '../../../core/contracts/custom-attributes';
import type { EndpointAnswer } from '../../../core/monitoring/table-endpoint/asked-rows';
import { patiently } from '../../endpoint/patiently';

export interface RowsQuestion {
  readonly endpoint: string;
  /** Lines of CSV. */
  readonly body: string;
  readonly purpose: Purpose;
  readonly inferenceId: string;
  readonly signal: AbortSignal;
}

/** Asks an endpoint about rows of a table, more than once where it is busy. @throws what the endpoint answered */
export const askRows = (
  runtime: SageMakerRuntimeClient,
  { endpoint, body, purpose, inferenceId, signal }: RowsQuestion,
): Promise<EndpointAnswer> =>
  patiently(async () => {
    const { Body, ContentType } = await runtime.send(
      new InvokeEndpointCommand({
        EndpointName: endpoint,
        Body: Buffer.from(body),
        ContentType: 'text/csv',
        Accept: 'text/csv',
        InferenceId: inferenceId,
        CustomAttributes: encodeCustomAttributes({ purpose, metadata: {} }),
      }),
      { abortSignal: signal },
    );
    return { body: Buffer.from(Body ?? []).toString('utf8'), contentType: ContentType ?? 'text/csv' };
  }, signal);
