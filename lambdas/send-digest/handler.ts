import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { listLink } from '../../core/second-look/review-link';
import { AlertQueue } from '../adapters/alert-queue';
import { AlertTopic } from '../adapters/alert-topic';
import { CLIENT_OPTIONS } from '../adapters/client-options';
import { functionFrame } from '../adapters/function-frame';
import { LinkSecret } from '../adapters/link-secret';
import { environmentSchema } from './env';
import { sendDigest } from './send-digest';

const DAY_MILLISECONDS = 86_400_000;

export const handler = functionFrame(environmentSchema, (settings) => {
  const secret = new LinkSecret(new SecretsManagerClient(CLIENT_OPTIONS), settings.LINK_SECRET_ARN);
  const round = {
    queue: new AlertQueue(new SQSClient(CLIENT_OPTIONS), settings.ALERT_QUEUE_URL),
    topic: new AlertTopic(new SNSClient(CLIENT_OPTIONS), settings.TOPIC_ARN),
    windowSeconds: settings.ALERT_WINDOW_SECONDS,
    fullList: async () => {
      const expires = new Date(Date.now() + settings.LINK_DAYS * DAY_MILLISECONDS);
      return listLink(settings.REVIEW_URL, expires, await secret.keys());
    },
    now: Date.now,
  };
  return (_event, invocation) => sendDigest(invocation, round);
});
