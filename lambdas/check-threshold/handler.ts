import { S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { CLIENT_OPTIONS } from '../adapters/client-options';
import { functionFrame } from '../adapters/function-frame';
import { AlertMarker } from './alert-marker';
import { AlertTopic } from './alert-topic';
import { checkThreshold } from './check-threshold';
import { environmentSchema } from './env';

export const handler = functionFrame(environmentSchema, (settings) => {
  const check = {
    threshold: settings.CONFIDENCE_THRESHOLD,
    executionUrlPrefix: settings.EXECUTION_URL_PREFIX,
    marker: new AlertMarker(new S3Client(CLIENT_OPTIONS), settings.IMAGES_BUCKET),
    topic: new AlertTopic(new SNSClient(CLIENT_OPTIONS), settings.TOPIC_ARN),
  };
  return (event, invocation) => checkThreshold(event, invocation, check);
});
