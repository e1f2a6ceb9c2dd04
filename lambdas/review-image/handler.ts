import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { Answers } from '../adapters/answers';
import { CLIENT_OPTIONS, PAGE_CLIENT_OPTIONS } from '../adapters/client-options';
import { functionFrame } from '../adapters/function-frame';
import { sdkGetObject } from '../adapters/get-object';
import { ImageReader } from '../adapters/image-reader';
import { LinkSecret } from '../adapters/link-secret';
import { OpenItems } from '../adapters/open-items';
import { environmentSchema } from './env';
import { reviewImage } from './review-image';

export const handler = functionFrame(environmentSchema, (settings) => {
  const s3 = new S3Client(PAGE_CLIENT_OPTIONS);
  const items = new OpenItems(s3, settings.IMAGES_BUCKET);
  const desk = {
    items,
    answers: new Answers(s3, items, settings.CAPTURE_BUCKET),
    images: new ImageReader(sdkGetObject(new S3Client(CLIENT_OPTIONS))),
    secret: new LinkSecret(new SecretsManagerClient(PAGE_CLIENT_OPTIONS), settings.LINK_SECRET_ARN),
    now: () => new Date(),
  };
  return (event, invocation) => reviewImage(event, invocation, desk);
});
