import { S3Client } from '@aws-sdk/client-s3';
import { SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
import { SSMClient } from '@aws-sdk/client-ssm';
import { captureInferences } from '../adapters/capture-inferences';
import { CLIENT_OPTIONS, ENDPOINT_CLIENT_OPTIONS } from '../adapters/client-options';
import { functionFrame } from '../adapters/function-frame';
import { sdkGetObject } from '../adapters/get-object';
import { ImageReader } from '../adapters/image-reader';
import { sdkInvokeEndpoint } from '../adapters/invoke-endpoint';
import { ModelEndpoint } from '../adapters/model-endpoint';
import { ReleasedModelParameter } from '../adapters/released-model-parameter';
import { classifyImage } from './classify-image';
import { environmentSchema } from './env';

export const handler = functionFrame(environmentSchema, (settings) => {
  const s3 = new S3Client(CLIENT_OPTIONS);
  const images = new ImageReader(sdkGetObject(s3));
  const endpoint = new ModelEndpoint(
    sdkInvokeEndpoint(new SageMakerRuntimeClient(ENDPOINT_CLIENT_OPTIONS)),
    settings.ENDPOINT_NAME,
  );
  const releasedModel = new ReleasedModelParameter(new SSMClient(CLIENT_OPTIONS), settings.RELEASED_MODEL_PARAMETER);
  return (event, invocation) => {
    const onInference = captureInferences(s3, settings, invocation);
    const maxImageBytes = settings.MAX_IMAGE_BYTES;
    return classifyImage(event, invocation.requestId, { images, maxImageBytes, endpoint, releasedModel, onInference });
  };
});
