import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SNSClient } from '@aws-sdk/client-sns';
import { AlertMarker } from '../adapters/alert-marker';
import { AlertTopic } from '../adapters/alert-topic';
import { CLIENT_OPTIONS } from '../adapters/client-options';
import { functionFrame } from '../adapters/function-frame';
import { LinkSecret } from '../adapters/link-secret';
import { environmentSchema } from './env';
import { summarizeBatch } from './summarize-batch';

/** A part of 5 MiB may take longer than a call of the other functions. */
const UPLOAD_OPTIONS = {
  ...CLIENT_OPTIONS,
  maxAttempts: 4,
  requestHandler: { ...CLIENT_OPTIONS.requestHandler, requestTimeout: 60_000 },
};

export const handler = functionFrame(environmentSchema, (settings) => {
  const s3 = new S3Client(UPLOAD_OPTIONS);
  const summarizer = {
    s3,
    reportsBucket: settings.REPORTS_BUCKET,
    marker: new AlertMarker(s3, settings.IMAGES_BUCKET),
    topic: new AlertTopic(new SNSClient(CLIENT_OPTIONS), settings.TOPIC_ARN),
    desk: {
      secret: new LinkSecret(new SecretsManagerClient(CLIENT_OPTIONS), settings.LINK_SECRET_ARN),
      baseUrl: settings.REVIEW_URL,
      linkDays: settings.LINK_DAYS,
      threshold: settings.CONFIDENCE_THRESHOLD,
      executionUrlPrefix: settings.EXECUTION_URL_PREFIX,
    },
    toleratedFailures: settings.TOLERATED_FAILURES,
  };
  return (event, invocation) => summarizeBatch(event, invocation, summarizer);
});
