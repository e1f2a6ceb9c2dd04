import type { CfnEndpointConfig } from 'aws-cdk-lib/aws-sagemaker';
import type { NamedEnvironment } from '../../core/contracts/environment';
import { CAPTURE_PREFIX } from '../../core/contracts/storage-layout';
import type { StoredData } from '../storage/stored-data';

/** Whether the endpoint itself captures: a serverless one cannot. */
export const endpointCaptures = ({ serving, capture }: NamedEnvironment): boolean =>
  serving.mode === 'realtime' && capture.enabled;

/** What of the traffic is written down. CSV and JSON stay text; any other content type, an image above all, becomes base64. */
export function dataCapture(
  environment: NamedEnvironment,
  data: StoredData,
): CfnEndpointConfig.DataCaptureConfigProperty {
  return {
    enableCapture: true,
    initialSamplingPercentage: environment.capture.percentage,
    destinationS3Uri: `s3://${data.capture.bucketName}/${CAPTURE_PREFIX}`,
    kmsKeyId: data.key.keyArn,
    captureOptions: [{ captureMode: 'Input' }, { captureMode: 'Output' }],
    captureContentTypeHeader: { csvContentTypes: ['text/csv'], jsonContentTypes: ['application/json'] },
  };
}
