import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { AlertMarker } from '../adapters/alert-marker';
import { AlertQueue } from '../adapters/alert-queue';
import { AlertTopic } from '../adapters/alert-topic';
import { ALERT_CLIENT_OPTIONS, CLIENT_OPTIONS } from '../adapters/client-options';
import { functionFrame } from '../adapters/function-frame';
import { LinkSecret } from '../adapters/link-secret';
import { OpenItems } from '../adapters/open-items';
import { AlertSender } from './alert-sender';
import { checkThreshold } from './check-threshold';
import { environmentSchema } from './env';

export const handler = functionFrame(environmentSchema, (settings) => {
  const s3 = new S3Client(CLIENT_OPTIONS);
  const topic = new AlertTopic(new SNSClient(ALERT_CLIENT_OPTIONS), settings.TOPIC_ARN);
  const queue = new AlertQueue(new SQSClient(ALERT_CLIENT_OPTIONS), settings.ALERT_QUEUE_URL);
  const check = {
    threshold: settings.CONFIDENCE_THRESHOLD,
    executionUrlPrefix: settings.EXECUTION_URL_PREFIX,
    marker: new AlertMarker(s3, settings.IMAGES_BUCKET),
    alerts: new AlertSender(topic, queue, settings.ALERT_WINDOW_SECONDS),
    desk: {
      items: new OpenItems(s3, settings.IMAGES_BUCKET),
      secret: new LinkSecret(new SecretsManagerClient(CLIENT_OPTIONS), settings.LINK_SECRET_ARN),
      baseUrl: settings.REVIEW_URL,
      linkDays: settings.LINK_DAYS,
    },
    now: () => new Date(),
  };
  return (event, invocation) => checkThreshold(event, invocation, check);
});
