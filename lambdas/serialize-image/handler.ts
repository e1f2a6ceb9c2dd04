import { S3Client } from '@aws-sdk/client-s3';
import { CLIENT_OPTIONS } from '../adapters/client-options';
import { functionFrame } from '../adapters/function-frame';
import { sdkGetObject } from '../adapters/get-object';
import { ImageReader } from '../adapters/image-reader';
import { environmentSchema } from './env';
import { serializeImage } from './serialize-image';

export const handler = functionFrame(environmentSchema, ({ MAX_IMAGE_BYTES }) => {
  const images = new ImageReader(sdkGetObject(new S3Client(CLIENT_OPTIONS)));
  return (event) => serializeImage(event, images, MAX_IMAGE_BYTES);
});
