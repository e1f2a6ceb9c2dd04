import { setTimeout as sleep } from 'node:timers/promises';
import { S3Client } from '@aws-sdk/client-s3';
import { SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
import { SSMClient } from '@aws-sdk/client-ssm';
import { BATCH_WORK_SECONDS } from '../../core/contracts/limits';
import { captureInferences } from '../adapters/capture-inferences';
import { CLIENT_OPTIONS, ENDPOINT_CLIENT_OPTIONS } from '../adapters/client-options';
import { directGetObject } from '../adapters/direct/direct-get-object';
import { directInvokeEndpoint } from '../adapters/direct/direct-invoke-endpoint';
import { hotClientOptions } from '../adapters/direct/hot-client-options';
import { functionFrame } from '../adapters/function-frame';
import { ImageClassifier } from '../adapters/image-classifier';
import { ImageReader } from '../adapters/image-reader';
import { ModelEndpoint } from '../adapters/model-endpoint';
import { OpenItems } from '../adapters/open-items';
import { ReleasedModelParameter } from '../adapters/released-model-parameter';
import { classifyBatch } from './classify-batch';
import { environmentSchema } from './env';

const MOST_ATTEMPTS = 4;
const FIRST_WAIT_MILLISECONDS = 400;

export const handler = functionFrame(environmentSchema, (settings) => {
  const s3 = new S3Client(hotClientOptions(CLIENT_OPTIONS));
  const endpoint = new ModelEndpoint(
    directInvokeEndpoint(new SageMakerRuntimeClient(hotClientOptions(ENDPOINT_CLIENT_OPTIONS))),
    settings.ENDPOINT_NAME,
  );
  const releasedModel = new ReleasedModelParameter(new SSMClient(CLIENT_OPTIONS), settings.RELEASED_MODEL_PARAMETER);
  const images = new ImageReader(directGetObject(s3));
  const openItems = new OpenItems(s3, settings.IMAGES_BUCKET);
  return (event, invocation) =>
    classifyBatch(event, invocation, {
      images,
      maxImageBytes: settings.MAX_IMAGE_BYTES,
      classifier: new ImageClassifier(endpoint, releasedModel, captureInferences(s3, settings, invocation)),
      openItems,
      threshold: settings.CONFIDENCE_THRESHOLD,
      executionUrlPrefix: settings.EXECUTION_URL_PREFIX,
      parallel: settings.PARALLEL_IMAGES,
      attempts: {
        most: MOST_ATTEMPTS,
        firstWait: FIRST_WAIT_MILLISECONDS,
        deadline: Date.now() + BATCH_WORK_SECONDS * 1000,
        now: Date.now,
        random: Math.random,
        sleep: (milliseconds) => sleep(milliseconds),
      },
    });
});
