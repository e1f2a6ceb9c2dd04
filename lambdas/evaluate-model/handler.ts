import { S3Client } from '@aws-sdk/client-s3';
import { SageMakerClient } from '@aws-sdk/client-sagemaker';
import { SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
import { SQSClient } from '@aws-sdk/client-sqs';
import { SSMClient } from '@aws-sdk/client-ssm';
import { CLIENT_OPTIONS, ENDPOINT_CLIENT_OPTIONS } from '../adapters/client-options';
import { directGetObject } from '../adapters/direct/direct-get-object';
import { directInvokeEndpoint } from '../adapters/direct/direct-invoke-endpoint';
import { hotClientOptions } from '../adapters/direct/hot-client-options';
import { functionFrame } from '../adapters/function-frame';
import { ImageReader } from '../adapters/image-reader';
import { ReleasedModelParameter } from '../adapters/released-model-parameter';
import { ReportStore } from '../adapters/report-store';
import { environmentSchema } from './env';
import { evaluateModel } from './evaluate-model';
import { EvaluationQueue } from './evaluation-queue';

export const handler = functionFrame(environmentSchema, (settings) => {
  const s3 = new S3Client(hotClientOptions(CLIENT_OPTIONS));
  const ssm = new SSMClient(CLIENT_OPTIONS);
  const urls = { queue: settings.QUEUE_URL, deadLetters: settings.DEAD_LETTER_QUEUE_URL };
  const evaluator = {
    tools: {
      settings,
      objects: new ImageReader(directGetObject(s3)),
      invokeEndpoint: directInvokeEndpoint(new SageMakerRuntimeClient(hotClientOptions(ENDPOINT_CLIENT_OPTIONS))),
      store: new ReportStore(s3, settings.REPORTS_BUCKET),
      now: () => new Date(),
    },
    sageMaker: new SageMakerClient(CLIENT_OPTIONS),
    queue: new EvaluationQueue(new SQSClient(CLIENT_OPTIONS), urls),
    releasedModel: () => new ReleasedModelParameter(ssm, settings.RELEASED_MODEL_PARAMETER).read(),
  };
  return (event, invocation) => evaluateModel(event, invocation, evaluator);
});
