import { randomBytes } from 'node:crypto';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { CLIENT_OPTIONS } from '../adapters/client-options';
import { functionFrame } from '../adapters/function-frame';
import { environmentSchema } from './env';
import { rotateLinkKey } from './rotate-link-key';

const DAY_SECONDS = 86_400;
/** As many bits as the hash has, and half as many again. */
const SECRET_BYTES = 48;

export const handler = functionFrame(environmentSchema, ({ LINK_DAYS }) => {
  const rotation = {
    secrets: new SecretsManagerClient(CLIENT_OPTIONS),
    longestLinkSeconds: LINK_DAYS * DAY_SECONDS,
    newSecret: () => randomBytes(SECRET_BYTES).toString('base64url'),
    now: () => new Date(),
  };
  return async (event, { logger }) => {
    const step = await rotateLinkKey(event, rotation);
    logger.info('rotated', { step });
  };
});
