import { randomUUID } from 'node:crypto';
import type { S3Client } from '@aws-sdk/client-s3';
import { capturedPayload } from '../../core/capture/capture-record';
import { MetricName } from '../../core/contracts/metric-names';
import { VARIANT_NAME } from '../../core/contracts/released-model';
import { CaptureWriter } from './capture-writer';
import type { Invocation } from './function-frame';
import type { OnInference } from './image-classifier';

const CONTENT_TYPES = { csv: ['text/csv'], json: ['application/json'] };
const S3_URI = /^s3:\/\/([^/]+)\/?(.*?)\/?$/;

/** Variables of a function that may have to capture. */
export interface CaptureSettings {
  readonly ENDPOINT_NAME: string;
  readonly CAPTURE_DESTINATION_S3_URI?: string;
  readonly CAPTURE_PERCENTAGE?: number;
}

/**
 * What to do after each inference where the function itself captures; undefined where the endpoint does. A record that cannot be written
 * is logged and counted, and fails no classification: SageMaker's own capture behaves alike.
 */
export function captureInferences(
  s3: S3Client,
  settings: CaptureSettings,
  invocation: Invocation,
): OnInference | undefined {
  const [, bucket, prefix] = S3_URI.exec(settings.CAPTURE_DESTINATION_S3_URI ?? '') ?? [];
  if (bucket === undefined || prefix === undefined) return undefined;
  const writer = new CaptureWriter(s3, {
    bucket,
    prefix,
    endpoint: settings.ENDPOINT_NAME,
    variant: VARIANT_NAME,
    percentage: settings.CAPTURE_PERCENTAGE ?? 100,
  });
  return async (request, answer) => {
    if (!writer.samples(request.inferenceId)) return;
    try {
      await writer.write({
        captureData: {
          endpointInput: capturedPayload('INPUT', request.contentType, Buffer.from(request.image), CONTENT_TYPES),
          endpointOutput: capturedPayload('OUTPUT', answer.contentType, answer.body, CONTENT_TYPES),
        },
        eventMetadata: {
          eventId: randomUUID(),
          inferenceId: request.inferenceId,
          customAttributes: [request.customAttributes],
          inferenceTime: new Date().toISOString().replace(/\.\d+Z$/, 'Z'),
        },
        eventVersion: '0',
      });
    } catch (error) {
      invocation.logger.error('The inference was not captured', error as Error);
      invocation.count(MetricName.CaptureNotWritten);
    }
  };
}
