import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { S3Client } from '@aws-sdk/client-s3';
import { SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
import { SSMClient } from '@aws-sdk/client-ssm';
import { CLIENT_OPTIONS, ENDPOINT_CLIENT_OPTIONS } from '../adapters/client-options';
import { functionFrame } from '../adapters/function-frame';
import { sdkInvokeEndpoint } from '../adapters/invoke-endpoint';
import { ModelEndpoint } from '../adapters/model-endpoint';
import { ReleasedModelParameter } from '../adapters/released-model-parameter';
import { ReportStore } from '../adapters/report-store';
import { environmentSchema } from './env';
import { monitorEndpoint } from './monitor-endpoint';

export const handler = functionFrame(environmentSchema, (settings) => {
  const s3 = new S3Client(CLIENT_OPTIONS);
  const releasedModel = new ReleasedModelParameter(new SSMClient(CLIENT_OPTIONS), settings.RELEASED_MODEL_PARAMETER);
  const tools = {
    settings,
    captures: new ReportStore(s3, settings.CAPTURE_BUCKET),
    reports: new ReportStore(s3, settings.REPORTS_BUCKET),
    cloudWatch: new CloudWatchClient(CLIENT_OPTIONS),
    endpoint: new ModelEndpoint(
      sdkInvokeEndpoint(new SageMakerRuntimeClient(ENDPOINT_CLIENT_OPTIONS)),
      settings.ENDPOINT_NAME,
    ),
    releasedModel: () => releasedModel.read(),
    now: () => new Date(),
  };
  return (event, invocation) => monitorEndpoint(event, invocation, tools);
});
